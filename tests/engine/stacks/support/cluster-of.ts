import type { Graph } from "#graph/model";
import { listAt, numberAt, textAt } from "../../cluster/api/object.ts";
import type { Pool } from "../../cluster/nodes.ts";
import type { TestClusterOptions } from "../../cluster/test-cluster.ts";
import type { WireRecord } from "../../provider/wire.ts";

/** The cluster that a stack describes. The least number of nodes, but one in each zone. */
export function clusterOf(graph: Graph): TestClusterOptions {
  const inputsOf = (type: string) =>
    graph.nodes.filter((node) => node.type === type).map((node) => node.inputs as WireRecord);
  const [provider] = inputsOf("pulumi:providers:kubernetes");
  const pools = inputsOf("gcp:container/nodePool:NodePool");
  const location = textAt(pools[0], "location");
  const zones = /-[a-z]$/.test(location) ? [location] : ["a", "b", "c"].map((zone) => `${location}-${zone}`);
  return {
    identifier: textAt(provider, "clusterIdentifier"),
    zones,
    pools: pools.map(
      (pool, index): Pool => ({
        name: `pool-${index}`,
        machineType: textAt(pool, "nodeConfig", "machineType"),
        diskGiB: numberAt(pool, "nodeConfig", "diskSizeGb"),
        nodes: Math.max(numberAt(pool, "autoscaling", "totalMinNodeCount"), zones.length),
        taints: listAt(pool, "nodeConfig", "taints").map((taint) => ({
          key: textAt(taint, "key"),
          value: textAt(taint, "value"),
          effect: EFFECTS[textAt(taint, "effect")] ?? "NoSchedule",
        })),
      }),
    ),
  };
}

const EFFECTS: Readonly<Record<string, string>> = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
};
