import type { Values } from "#graph/model";
import type { ClusterApi } from "../cluster/api.ts";
import { at, listAt, nameOf, recordAt, textAt } from "../cluster/live.ts";
import { EVIDENCE } from "../evidence.ts";
import { done, type Judge, waiting } from "./judge.ts";

/**
 * A Service is done with a ready endpoint, and with an address if it is of type LoadBalancer; one whose Deployments are
 * scaled to zero needs none. The provider does not guard this: a Service without pods succeeds after ten seconds.
 * Source: pulumi-kubernetes, await/service.go, v4.32.0.
 */
export const judgeService: Judge = async (live, { namespace = "default" }, api) => {
  const type = textAt(live, "spec", "type");
  if (type === "LoadBalancer" && listAt(live, "status", "loadBalancer", "ingress").length === 0) {
    return waiting("has no load balancer address yet");
  }
  const selector = recordAt(live, "spec", "selector");
  if (Object.keys(selector).length === 0 || type === "ExternalName") {
    return done("selects no pods by itself");
  }
  const labelSelector = `kubernetes.io/service-name=${nameOf(live)}`;
  const slices = await api.list(EVIDENCE.endpointSlice, { namespace, labelSelector });
  const endpoints = slices.flatMap((slice) => listAt(slice, "endpoints"));
  const ready = endpoints.filter((endpoint) => at(endpoint, "conditions", "ready") !== false).length;
  if (ready > 0) {
    return done(ready === 1 ? "1 ready endpoint" : `${ready} ready endpoints`);
  }
  if (endpoints.length > 0) {
    return waiting("no ready endpoint", [`none of its ${endpoints.length} pods is ready`]);
  }
  return (await isScaledToZero(api, namespace, selector))
    ? done("scaled to zero")
    : waiting("no ready endpoint", ["no pod has the labels of its selector"]);
};

/** Whether Deployments make the pods of a selector, each with no replica. */
async function isScaledToZero(api: ClusterApi, namespace: string, selector: Values): Promise<boolean> {
  const deployments = await api.list(EVIDENCE.deployment, { namespace });
  const selected = deployments.filter((deployment) => {
    const labels = recordAt(deployment, "spec", "template", "metadata", "labels");
    return Object.entries(selector).every(([key, value]) => labels[key] === value);
  });
  return selected.length > 0 && selected.every((deployment) => at(deployment, "spec", "replicas") === 0);
}
