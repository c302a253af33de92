import type { PolicyResource } from "../context.ts";
import { type Property, separately, type UnknownValue } from "../property.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named, type Part } from "./parts.ts";

export const ingressHost = claimRule({
  id: "claims-ingress-host",
  title: "Each host of an ingress class has one owner",
  severity: "high",
  fix: "put the routes of a host into one component, or give the second a host or class of its own",
  why: "The controller keeps the object that is older and drops the other without failing the update, so that its routes never answer.",
  claims: {
    "kubernetes:k8s.nginx.org/v1:VirtualServer": virtualServer,
    "kubernetes:k8s.nginx.org/v1:TransportServer": transportServer,
    "kubernetes:networking.k8s.io/v1:Ingress": ingress,
    "kubernetes:gateway.networking.k8s.io/v1:HTTPRoute": httpRoute,
  },
  inCluster: true,
});

const LOWER = { normal: (host: string) => host.toLowerCase() };

function* virtualServer(server: PolicyResource): Iterable<ResourceClaim> {
  const at = server.at("spec.host");
  const className = server.at("spec.ingressClassName");
  const parts = [named(server, className), named(server, at, LOWER), fixed("")];
  yield claimOf(parts, { at, thing: hostOf(at, className) });
}

/** A listener that passes connections on by the host that TLS names, or all of them. */
function* transportServer(server: PolicyResource): Iterable<ResourceClaim> {
  const at = server.at("spec.listener.name");
  const className = server.at("spec.ingressClassName");
  const host = server.at("spec.host");
  const listener = named(server, at);
  const isPassthrough = listener.value === "=tls-passthrough";
  const parts = isPassthrough
    ? [named(server, className), named(server, host, LOWER), fixed("")]
    : [named(server, className), named(server, host, LOWER), withPrefix("listener:", listener)];
  const thing = isPassthrough ? hostOf(host, className) : `the listener${quoted(at)}`;
  yield claimOf(parts, { at: isPassthrough ? host : at, thing });
}

/**
 * Several Ingresses may share a host as long as their paths differ. A `defaultBackend` and a rule without a host are
 * not compared, since each controller treats them in its own way.
 */
function ingress(object: PolicyResource): Iterable<ResourceClaim | UnknownValue> {
  const className = object.at("spec.ingressClassName");
  return separately(object.at("spec.rules").items(), function* (rule) {
    const at = rule.at("host");
    if (isAbsent(at)) {
      return;
    }
    const host = named(object, at, LOWER);
    const place = named(object, className);
    yield claimOf([place, host, fixed("")], { at, thing: hostOf(at, className), shared: true });
    for (const path of rule.at("http.paths").items()) {
      const location = named(object, path.at("path"), { absent: "/" });
      const thing = `the path${quoted(path.at("path"))} of ${hostOf(at, className)}`;
      yield claimOf([place, host, withPrefix("path:", location)], { at: path.at("path"), thing });
    }
  });
}

/** Routes of a gateway share hosts; of two with the same match, the older wins. */
function httpRoute(route: PolicyResource): Iterable<ResourceClaim | UnknownValue> {
  const [parents, hosts, rules] = ["parentRefs", "hostnames", "rules"].map((list) =>
    route.at("spec").at(list).items(),
  );
  const matches = separately(rules ?? [], (rule) => rule.at("matches").items());
  return separately(matches, function* (match) {
    for (const parent of parents ?? []) {
      for (const at of hosts ?? []) {
        const parts = [
          named(route, parent),
          named(route, at, LOWER),
          withPrefix("match:", named(route, match)),
        ];
        yield claimOf(parts, { at: match, thing: `this match of the host${quoted(at)}` });
      }
    }
  });
}

function hostOf(host: Property, className: Property): string {
  return `the host${quoted(host)} of ingress class${quoted(className)}`;
}

function quoted(property: Property): string {
  return property.isReadable() ? ` "${property.text() ?? ""}"` : "";
}

function withPrefix(prefix: string, part: Part): Part {
  return { ...part, value: part.value === undefined ? undefined : prefix + part.value };
}
