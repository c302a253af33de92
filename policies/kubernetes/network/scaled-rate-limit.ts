import { HELM_RELEASE } from "#graph/kubernetes-types";
import { scaledRate } from "#models/nginx/scaled-rate";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property, Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { inOneCluster } from "../clusters.ts";

const POLICY = "kubernetes:k8s.nginx.org/v1:Policy";
const INGRESS = "kubernetes:networking.k8s.io/v1:Ingress";

export const scaledRateLimit = stackRule({
  id: "kubernetes-scaled-rate-limit",
  title: "Rate limits of the ingress suffice for all of its pods",
  severity: "high",
  appliesTo: [POLICY, INGRESS],
  fix: "raise the rate to at least one request for each pod, limit the number of pods, or do not scale the rate",
  why: "The controller divides the rate by its pods and rounds down; nginx refuses a rate of 0, and no host reloads any more.",
  *check(resource, stack) {
    const limit = resource.type === POLICY ? ofPolicy(resource) : ofIngress(resource);
    if (limit?.exists()) {
      yield* check(limit, resource, stack);
    }
  },
});

function* check(limit: Property, resource: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  const rate = limit.text() ?? "";
  for (const release of stack.ofType(HELM_RELEASE)) {
    if (isController(release) && inOneCluster(stack.clusterOf(release), stack.clusterOf(resource))) {
      const pods = mostPods(release.at("values.controller"));
      if (/^0r/.test(scaledRate(rate, pods))) {
        yield limit.violation(`${rate} is 0 on each of up to ${pods} pods of ${stack.describe(release)}`);
      }
    }
  }
}

function ofPolicy(policy: PolicyResource): Property | undefined {
  const limit = policy.at("spec.rateLimit");
  return limit.at("scale").is(true) ? limit.at("rate") : undefined;
}

function ofIngress(ingress: PolicyResource): Property | undefined {
  const annotations = ingress.at("metadata.annotations");
  return annotations.key("nginx.org/limit-req-scale").is("true")
    ? annotations.key("nginx.org/limit-req-rate")
    : undefined;
}

function isController(release: PolicyResource): boolean {
  return (release.at("chart").text() ?? "").split("/").at(-1) === "nginx-ingress";
}

function mostPods(controller: Property): number {
  const autoscaling = controller.at("autoscaling");
  return autoscaling.at("enabled").is(true)
    ? (autoscaling.at("maxReplicas").number() ?? 3)
    : (controller.at("replicaCount").number() ?? 1);
}
