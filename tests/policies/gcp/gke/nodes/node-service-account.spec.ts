import { UNKNOWN } from "#graph/model";
import { nodeServiceAccount } from "#policies/gcp/gke/nodes/node-service-account";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const POOL = "nodeConfig.serviceAccount";
const AUTOPILOT = "clusterAutoscaling.autoProvisioningDefaults.serviceAccount";

describeRule(nodeServiceAccount, {
  passes: {
    "a pool with an account": [cluster(), nodePool()],
    "Autopilot with an account": [cluster({ enableAutopilot: true, [AUTOPILOT]: "nodes@example.com" })],
  },
  fails: {
    "a pool without": {
      stack: [nodePool({ [POOL]: undefined })],
      findings: [`the pool's nodes run as the project's default service account [${POOL}]`],
    },
    "a pool that names the default": {
      stack: [nodePool({ [POOL]: "default" })],
      findings: [`the pool's nodes run as the project's default service account [${POOL}]`],
    },
    "a pool with the default's address": {
      stack: [nodePool({ [POOL]: "123456-compute@developer.gserviceaccount.com" })],
      findings: [`the pool's nodes run as the project's default service account [${POOL}]`],
    },
    "Autopilot without": {
      stack: [cluster({ enableAutopilot: true })],
      findings: [`the nodes of Autopilot run as the project's default service account [${AUTOPILOT}]`],
    },
  },
  unknown: { "an account that is not made yet": { stack: [nodePool({ [POOL]: UNKNOWN })], at: [POOL] } },
});
