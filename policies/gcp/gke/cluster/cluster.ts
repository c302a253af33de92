import type { PolicyResource } from "../../../context.ts";

export const CLUSTER = "gcp:container/cluster:Cluster";
export const NODE_POOL = "gcp:container/nodePool:NodePool";

/** Autopilot manages nodes itself: always shielded, with workload identity and Dataplane V2. */
export function isAutopilot(cluster: PolicyResource): boolean {
  return cluster.at("enableAutopilot").is(true);
}
