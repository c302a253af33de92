import { UNKNOWN } from "#graph/model";
import { workloadIdentity } from "#policies/gcp/gke/cluster/workload-identity";
import { cluster, nodePool } from "../../../support/clusters.ts";
import { describeRule } from "../../../support/rules.ts";

describeRule(workloadIdentity, {
  passes: {
    "a cluster with a pool of identities": [cluster(), nodePool()],
    "an Autopilot cluster, which has one always": [
      cluster({ enableAutopilot: true, workloadIdentityConfig: undefined }),
    ],
  },
  fails: {
    "a cluster without": {
      stack: [cluster({ workloadIdentityConfig: undefined })],
      findings: ["the cluster has no workload identity pool [workloadIdentityConfig.workloadPool]"],
    },
    "a pool that shows the node's credentials": {
      stack: [nodePool({ "nodeConfig.workloadMetadataConfig.mode": "GCE_METADATA" })],
      findings: [
        "pods on the pool's nodes can use the node's credentials [nodeConfig.workloadMetadataConfig.mode]",
      ],
    },
  },
  unknown: {
    "a pool of identities that is not known": {
      stack: [cluster({ "workloadIdentityConfig.workloadPool": UNKNOWN })],
      at: ["workloadIdentityConfig.workloadPool"],
    },
  },
});
