import { resourceRule } from "../rule.ts";

export const clusterAllocation = resourceRule({
  id: "cost-cluster-allocation",
  title: "Cluster costs are split by namespace",
  severity: "low",
  enforcement: "advisory",
  frameworks: {},
  appliesTo: ["gcp:container/cluster:Cluster"],
  fix: "set costManagementConfig.enabled to true",
  why: "Otherwise the bill shows nodes only, and no team sees what its service costs.",
  *check(cluster) {
    const enabled = cluster.at("costManagementConfig.enabled");
    if (!enabled.is(true)) {
      yield enabled.violation("costs are not split by namespace and workload");
    }
  },
});
