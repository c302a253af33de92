import { resourceRule } from "../../rule.ts";
import { CLUSTER, isAutopilot, NODE_POOL } from "./cluster.ts";

export const workloadIdentity = resourceRule({
  id: "gcp-gke-workload-identity",
  title: "Pods use workload identity instead of the node's credentials",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.2.2", "5.4.1"], Checkov: ["CKV_GCP_69"], Trivy: ["GCP-0057"] },
  appliesTo: [CLUSTER, NODE_POOL],
  fix: "set workloadIdentityConfig.workloadPool on the cluster and workloadMetadataConfig.mode to GKE_METADATA on its pools",
  why: "Otherwise every pod can obtain the node's service account token from the metadata server.",
  *check(resource) {
    if (resource.type === NODE_POOL) {
      const mode = resource.at("nodeConfig.workloadMetadataConfig.mode");
      if (!mode.is("GKE_METADATA")) {
        yield mode.violation("pods in the pool can use the node's credentials");
      }
      return;
    }
    const pool = resource.at("workloadIdentityConfig.workloadPool");
    if (!isAutopilot(resource) && !pool.exists()) {
      yield pool.violation("the cluster has no workload identity pool");
    }
  },
});
