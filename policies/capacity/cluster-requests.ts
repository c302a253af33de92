import type { PolicyContext, PolicyResource } from "../context.ts";
import type { UnknownValue } from "../property.ts";
import { stackRule } from "../rule.ts";
import { createdCluster, nodesOfCluster } from "./nodes.ts";
import { NOTHING, plus, shownAmount } from "./pods/amounts.ts";
import type { Pods } from "./pods/pod-set.ts";
import { podsByNamespace } from "./pods/pods.ts";

export const clusterRequests = stackRule<"cpu" | "memory">({
  id: "capacity-cluster-requests",
  title: "All pods at their maximum fit the cluster's nodes",
  severity: "high",
  appliesTo: ["gcp:container/cluster:Cluster"],
  fix: "raise the maximum number of nodes or their size, or lower the maximum number of pods or what they request",
  why: "The last pods stay pending exactly when the load is highest, although the autoscalers of pods and nodes both did their part.",
  each: () => ["cpu", "memory"] as const,
  *check(kind, stack, cluster) {
    if (cluster.id !== undefined) {
      return;
    }
    const { pools, unknown, anySize } = nodesOfCluster(stack, cluster);
    if (anySize || (pools.length === 0 && unknown.length === 0)) {
      return;
    }
    const nodes = pools.reduce((sum, pool) => sum + pool.nodes, 0);
    const offered = pools.reduce((sum, pool) => sum + pool.nodes * pool.node[kind], 0);
    const { pods, hidden } = podsOf(cluster, stack);
    const requested = pods.map((each) => total(each, nodes)).reduce(plus, NOTHING)[kind];
    if (requested > offered && unknown.length === 0) {
      yield {
        path: "",
        message:
          `all pods at their maximum request ${shownAmount(kind, requested)}, ` +
          `and all ${nodes} nodes offer ${shownAmount(kind, offered)}`,
      };
    } else if (unknown[0] ?? hidden) {
      throw unknown[0] ?? hidden;
    }
  },
});

function total({ count, amounts }: Pods, nodes: number) {
  const number = count === "node" ? nodes : count;
  return {
    cpu: amounts.cpu * number,
    memory: amounts.memory * number,
    cpuLimit: 0,
    memoryLimit: 0,
  };
}

function podsOf(cluster: PolicyResource, stack: PolicyContext) {
  const pods: Pods[] = [];
  let hidden: UnknownValue | undefined;
  for (const set of podsByNamespace(stack).values()) {
    const own = set.pods.filter(({ resource }) => createdCluster(stack, resource) === cluster);
    pods.push(...own);
    hidden ??= set.unknown[0];
  }
  return { pods, hidden };
}
