import { UNKNOWN } from "#graph/model";
import { shieldedNodes } from "#policies/gcp/gke/nodes/shielded-nodes";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const BOOT = "nodeConfig.shieldedInstanceConfig.enableSecureBoot";

describeRule(shieldedNodes, {
  passes: { "nodes that check what they boot": [cluster(), nodePool()] },
  fails: {
    "a cluster that switches it off": {
      stack: [cluster({ enableShieldedNodes: false })],
      findings: ["shielded nodes are disabled [enableShieldedNodes]"],
    },
    "a pool without secure boot": {
      stack: [nodePool({ [BOOT]: undefined })],
      findings: [`the pool's nodes have no secure boot [${BOOT}]`],
    },
    "a pool without monitoring": {
      stack: [nodePool({ "nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring": false })],
      findings: [
        "the pool's nodes have no integrity monitoring [nodeConfig.shieldedInstanceConfig.enableIntegrityMonitoring]",
      ],
    },
  },
  unknown: { "a setting that is not known": { stack: [nodePool({ [BOOT]: UNKNOWN })], at: [BOOT] } },
});
