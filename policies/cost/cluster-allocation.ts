import { resourceRule } from "../rule.ts";

export const clusterAllocation = resourceRule({
  id: "cost-cluster-allocation",
  title: "A cluster's bill is split by namespace",
  severity: "low",
  enforcement: "advisory",
  frameworks: {},
  appliesTo: ["gcp:container/cluster:Cluster"],
  fix: "set costManagementConfig.enabled to true",
  why: "The nodes are one line on the bill, and no service sees what it costs.",
  *check(cluster) {
    const enabled = cluster.at("costManagementConfig.enabled");
    if (!enabled.is(true)) {
      yield enabled.violation("costs are not split by namespace and workload");
    }
  },
});
