import { type Outcome, type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const SERVICE = "kubernetes:core/v1:Service";

/** Objects of the ingress controller that balance requests or connections across pods. */
const BALANCERS = [
  "kubernetes:k8s.nginx.org/v1:VirtualServer",
  "kubernetes:k8s.nginx.org/v1:VirtualServerRoute",
  "kubernetes:k8s.nginx.org/v1:TransportServer",
];

/** Methods that choose the pod by client: `ip_hash`, and `hash` with a key. */
const BY_CLIENT = /^(ip_hash|hash)\b/;

export const sessionAffinity = resourceRule<Property>({
  id: "kubernetes-session-affinity",
  title: "Services have no session affinity",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: [SERVICE, ...BALANCERS],
  fix: "verify tokens in every pod or keep sessions in Redis, and balance by least_conn; if affinity is intended, add an exception with the reason",
  why: "When a pod ends, its clients lose their state, and load concentrates on pods with many sticky clients.",
  each: (resource) =>
    resource.type === SERVICE ? [resource.at("spec")] : resource.at("spec.upstreams").items(),
  check: (spread) => separately([byAddress, byMethod, byCookie], (judge) => judge(spread)),
});

function* byAddress(spread: Property): Iterable<Violation> {
  const affinity = spread.at("sessionAffinity");
  if (affinity.is("ClientIP")) {
    yield affinity.violation("the service ties each client address to one pod");
  }
}

function* byMethod(spread: Property): Iterable<Outcome> {
  yield* separately(["lb-method", "loadBalancingMethod"], function* (field) {
    const method = spread.at(field);
    const name = method.text() ?? "";
    if (BY_CLIENT.test(name)) {
      yield method.violation(`the pod is chosen by client (${name})`);
    }
  });
}

function* byCookie(spread: Property): Iterable<Violation> {
  const cookie = spread.at("sessionCookie.enable");
  if (cookie.is(true)) {
    yield cookie.violation("a cookie ties each client to one pod");
  }
}
