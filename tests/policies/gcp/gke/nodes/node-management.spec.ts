import { UNKNOWN } from "#graph/model";
import { nodeManagement } from "#policies/gcp/gke/nodes/node-management";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const UPGRADE = "management.autoUpgrade";

describeRule(nodeManagement, {
  passes: {
    "nodes that are kept up": [cluster(), nodePool()],
    "a pool that leaves it to GKE": [nodePool({ management: undefined })],
  },
  fails: {
    "a pool that is not kept up": {
      stack: [nodePool({ management: { autoRepair: false } })],
      findings: [
        "the pool's nodes are not repaired automatically [management.autoRepair]",
        `the pool's nodes are not upgraded automatically [${UPGRADE}]`,
      ],
    },
    "an inline pool that stays behind": {
      stack: [cluster({ nodePools: [{ management: { autoUpgrade: false, autoRepair: true } }] })],
      findings: [`the nodes of inline pool 0 are not upgraded automatically [nodePools[0].${UPGRADE}]`],
    },
  },
  unknown: { "a setting that is not known": { stack: [nodePool({ [UPGRADE]: UNKNOWN })], at: [UPGRADE] } },
});
