import { UNKNOWN } from "#graph/model";
import { clusterAllocation } from "#policies/cost/cluster-allocation";
import { cluster } from "../support/clusters.ts";
import { describeRule } from "../support/rules.ts";

const PATH = "costManagementConfig.enabled";

describeRule(clusterAllocation, {
  passes: { "a cluster that splits its bill": [cluster()] },
  fails: {
    "a cluster that does not say": {
      stack: [cluster({ costManagementConfig: undefined })],
      findings: [`costs are not split by namespace and workload [${PATH}]`],
    },
  },
  unknown: { "a setting that is not known": { stack: [cluster({ [PATH]: UNKNOWN })], at: [PATH] } },
});
