import { resourceRule } from "../../rule.ts";
import { CLUSTER, isAutopilot, NODE_POOL } from "./cluster.ts";

export const workloadIdentity = resourceRule({
  id: "gcp-gke-workload-identity",
  title: "Pods have identities of their own, not their node's",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.2.2", "5.4.1"], Checkov: ["CKV_GCP_69"], Trivy: ["GCP-0057"] },
  appliesTo: [CLUSTER, NODE_POOL],
  fix: "set workloadIdentityConfig.workloadPool on the cluster and workloadMetadataConfig.mode to GKE_METADATA on its pools",
  why: "Otherwise every pod may act as the node's service account, by asking the metadata server for its token.",
  *check(resource) {
    if (resource.type === NODE_POOL) {
      const mode = resource.at("nodeConfig.workloadMetadataConfig.mode");
      if (!mode.is("GKE_METADATA")) {
        yield mode.violation("pods of the pool reach the node's own credentials");
      }
      return;
    }
    const pool = resource.at("workloadIdentityConfig.workloadPool");
    if (!isAutopilot(resource) && !pool.exists()) {
      yield pool.violation("the cluster has no workload identity pool");
    }
  },
});
