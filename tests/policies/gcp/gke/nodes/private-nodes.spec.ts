import { UNKNOWN } from "#graph/model";
import { privateNodes } from "#policies/gcp/gke/nodes/private-nodes";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const PATH = "privateClusterConfig.enablePrivateNodes";

describeRule(privateNodes, {
  passes: { "private nodes, also of a pool that does not say": [cluster(), nodePool()] },
  fails: {
    "a cluster that does not say": {
      stack: [cluster({ privateClusterConfig: undefined })],
      findings: [`the cluster gives its nodes public addresses [${PATH}]`],
    },
    "a pool that overrides its cluster": {
      stack: [cluster(), nodePool({ networkConfig: { enablePrivateNodes: false } })],
      findings: ["the pool's nodes have public addresses [networkConfig.enablePrivateNodes]"],
    },
  },
  unknown: { "a setting that is not known": { stack: [cluster({ [PATH]: UNKNOWN })], at: [PATH] } },
});
