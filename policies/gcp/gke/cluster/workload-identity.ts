import { nodeRule } from "../nodes/nodes.ts";
import { isAutopilot } from "./cluster.ts";

export const workloadIdentity = nodeRule({
  id: "gcp-gke-workload-identity",
  title: "Pods use workload identity instead of the node's credentials",
  severity: "high",
  frameworks: { "CIS GKE": ["5.2.2", "5.4.1"], Checkov: ["CKV_GCP_69"], Trivy: ["GCP-0057"] },
  fix: "set workloadIdentityConfig.workloadPool on the cluster and workloadMetadataConfig.mode to GKE_METADATA on its pools",
  why: "Otherwise every pod can obtain the node's service account token from the metadata server.",
  *cluster(cluster) {
    const pool = cluster.at("workloadIdentityConfig.workloadPool");
    if (!pool.exists() && !isAutopilot(cluster)) {
      yield pool.violation("the cluster has no workload identity pool");
    }
  },
  *check({ label, config, kind }) {
    // Others have the metadata server wherever the cluster has a pool.
    if (kind !== "pool") {
      return;
    }
    const mode = config.at("workloadMetadataConfig.mode");
    if (!mode.is("GKE_METADATA")) {
      yield mode.violation(`pods on ${label} can use the node's credentials`);
    }
  },
});
