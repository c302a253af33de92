import { UNKNOWN } from "#graph/model";
import { kubeletPort } from "#policies/gcp/gke/nodes/kubelet-port";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

const PORT = "nodeConfig.kubeletConfig.insecureKubeletReadonlyPortEnabled";
const DEFAULTS = "nodePoolDefaults.nodeConfigDefaults.insecureKubeletReadonlyPortEnabled";
const AUTOPILOT = "nodePoolAutoConfig.nodeKubeletConfig.insecureKubeletReadonlyPortEnabled";

describeRule(kubeletPort, {
  passes: {
    "pools that do not say": [cluster(), nodePool()],
    "a pool without the port": [nodePool({ [PORT]: "FALSE" })],
    "the configuration of a default pool that is removed": [cluster({ [PORT]: "TRUE" })],
  },
  fails: {
    "a pool with the port": {
      stack: [nodePool({ [PORT]: "TRUE" })],
      findings: [`the pool's nodes answer anyone on the kubelet's read-only port [${PORT}]`],
    },
    "a default pool with the port": {
      stack: [cluster({ removeDefaultNodePool: undefined, [PORT]: "TRUE" })],
      findings: [`the default pool's nodes answer anyone on the kubelet's read-only port [${PORT}]`],
    },
    "a cluster whose pools have it": {
      stack: [cluster({ [DEFAULTS]: "TRUE", [AUTOPILOT]: "TRUE" })],
      findings: [
        `new pools answer anyone on the kubelet's read-only port [${AUTOPILOT}]`,
        `new pools answer anyone on the kubelet's read-only port [${DEFAULTS}]`,
      ],
    },
  },
  unknown: { "a setting that is not known": { stack: [nodePool({ [PORT]: UNKNOWN })], at: [PORT] } },
});
