import { at, listAt, nameOf, recordAt, textAt } from "../cluster/live.ts";
import { done, type Judge, waiting } from "./judge.ts";

const SLICE = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };

/**
 * A Service is done with a ready endpoint, and with an address if it is of type LoadBalancer. The provider does not
 * guard this: a Service without pods succeeds after ten seconds. Source: pulumi-kubernetes, await/service.go.
 */
export const judgeService: Judge = async (live, { namespace }, api) => {
  if (
    textAt(live, "spec", "type") === "LoadBalancer" &&
    listAt(live, "status", "loadBalancer", "ingress").length === 0
  ) {
    return waiting("has no load balancer address yet");
  }
  if (
    Object.keys(recordAt(live, "spec", "selector")).length === 0 ||
    textAt(live, "spec", "type") === "ExternalName"
  ) {
    return done("selects no pods by itself");
  }
  const slices = await api.list(SLICE, {
    namespace: namespace ?? "default",
    labelSelector: `kubernetes.io/service-name=${nameOf(live)}`,
  });
  const endpoints = slices.flatMap((slice) => listAt(slice, "endpoints"));
  const ready = endpoints.filter((endpoint) => at(endpoint, "conditions", "ready") !== false).length;
  if (ready > 0) {
    return done(ready === 1 ? "1 ready endpoint" : `${ready} ready endpoints`);
  }
  return waiting("no ready endpoint", [
    endpoints.length > 0
      ? `none of its ${endpoints.length} pods is ready`
      : "no pod has the labels of its selector",
  ]);
};
