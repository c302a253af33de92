import type { PolicyResource } from "../../context.ts";

export const CLUSTER = "gcp:container/cluster:Cluster";
export const NODE_POOL = "gcp:container/nodePool:NodePool";

/** Autopilot decides about nodes itself: shielded, with workload identity and Dataplane V2, always. */
export function isAutopilot(cluster: PolicyResource): boolean {
  return cluster.at("enableAutopilot").is(true);
}
