import type { PolicyContext, PolicyResource } from "../context.ts";
import { asUnknownValue, type UnknownValue } from "../property.ts";
import { stackRule } from "../rule.ts";
import { createdCluster, nodesOfCluster } from "./nodes.ts";
import { amountOf, shownAmount } from "./pods/amounts.ts";

/**
 * How far quotas may exceed the nodes, since not all namespaces use theirs at once. Source: kubernetes-mixin, the alerts
 * KubeCPUQuotaOvercommit and KubeMemoryQuotaOvercommit.
 */
const OVERCOMMIT = 1.5;

const KINDS = [
  { kind: "cpu", names: ["requests.cpu", "cpu"] },
  { kind: "memory", names: ["requests.memory", "memory"] },
] as const;

export const clusterQuotas = stackRule<(typeof KINDS)[number]>({
  id: "capacity-cluster-quotas",
  title: "Quotas of all namespaces fit the cluster's nodes",
  appliesTo: ["gcp:container/cluster:Cluster"],
  fix: "lower the quotas to what the namespaces need, or raise the maximum number of nodes",
  why: "A quota beyond what the nodes can give refuses nothing: pods stay pending instead, in any namespace, and the alerts about overcommitted quotas fire for good.",
  each: () => KINDS,
  *check({ kind, names }, stack, cluster) {
    if (cluster.id !== undefined) {
      return;
    }
    const { pools, unknown, anySize } = nodesOfCluster(stack, cluster);
    if (anySize || (pools.length === 0 && unknown.length === 0)) {
      return;
    }
    const offered = pools.reduce((sum, pool) => sum + pool.nodes * pool.node[kind], 0);
    const quotas = quotasOf(cluster, names, stack);
    const [hidden] = [...unknown, ...quotas.unknown];
    if (quotas.sum > offered * OVERCOMMIT && unknown.length === 0) {
      yield {
        path: "",
        message:
          `the quotas of ${quotas.count} ${quotas.count === 1 ? "namespace" : "namespaces"} are ${shownAmount(kind, quotas.sum)} in all, ` +
          `more than ${OVERCOMMIT} times the ${shownAmount(kind, offered)} of all nodes`,
      };
    } else if (hidden && quotas.count > 0) {
      throw hidden;
    }
  },
});

function quotasOf(cluster: PolicyResource, names: readonly string[], stack: PolicyContext) {
  let sum = 0;
  let count = 0;
  const unknown: UnknownValue[] = [];
  for (const quota of stack.ofType("kubernetes:core/v1:ResourceQuota")) {
    if (createdCluster(stack, quota) === cluster) {
      count += 1;
      try {
        const hard = quota.at("spec.hard");
        const amounts = names.flatMap((name) => amountOf(hard.key(name)) ?? []);
        sum += amounts.length > 0 ? Math.min(...amounts) : 0;
      } catch (cause) {
        unknown.push(asUnknownValue(cause));
      }
    }
  }
  return { sum, count, unknown };
}
