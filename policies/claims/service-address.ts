import type { PolicyResource } from "../context.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { fixed, isAbsent, named } from "./parts.ts";

export const serviceAddress = claimRule({
  id: "claims-service-address",
  title: "Each fixed port and address of a Service is its own",
  severity: "high",
  fix: "leave nodePort, healthCheckNodePort and clusterIP out, so that the cluster assigns them, and give each load balancer an address or port of its own",
  why: "The API refuses a port or address that is allocated already, and a load balancer whose address is in use stays pending for good.",
  claims: { "kubernetes:core/v1:Service": service },
  inCluster: true,
});

function* service(object: PolicyResource): Iterable<ResourceClaim> {
  const spec = object.at("spec");
  const address = spec.at("loadBalancerIP");
  for (const port of spec.at("ports").items()) {
    const at = port.at("nodePort");
    const protocol = named(object, port.at("protocol"), { absent: "TCP" });
    if (!isAbsent(at)) {
      const thing = `the node port${at.isReadable() ? ` ${at.number()}` : ""}`;
      yield claimOf([fixed("node port"), named(object, at), protocol], { at, thing });
    }
    if (!isAbsent(address)) {
      const number = port.at("port");
      const thing = `the load balancer's address${address.isReadable() ? ` ${address.text()}` : ""} with this port`;
      const place = named(object, number);
      const key = { ...place, value: place.value && `${place.value}/${protocol.value}` };
      yield claimOf([fixed("address"), named(object, address), key], { at: address, thing });
    }
  }
  for (const name of ["healthCheckNodePort", "clusterIP"] as const) {
    const at = spec.at(name);
    if (isAbsent(at) || (at.isReadable() && at.is("None"))) {
      continue;
    }
    const isPort = name === "healthCheckNodePort";
    const shown = at.isReadable() ? ` ${at.number() ?? at.text()}` : "";
    yield claimOf([fixed(isPort ? "node port" : name), named(object, at), fixed(isPort ? "TCP" : "")], {
      at,
      thing: `the ${isPort ? "node port" : "cluster address"}${shown}`,
    });
  }
}
