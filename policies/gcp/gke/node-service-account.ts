import { resourceRule } from "../../rule.ts";
import { CLUSTER, isAutopilot, NODE_POOL } from "./cluster.ts";

export const nodeServiceAccount = resourceRule({
  id: "gcp-gke-node-service-account",
  title: "Nodes use a dedicated service account",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.2.1"], Checkov: ["CKV2_GCP_1"], Trivy: ["GCP-0050"] },
  appliesTo: [CLUSTER, NODE_POOL],
  fix: "create a service account with roles/container.defaultNodeServiceAccount and set nodeConfig.serviceAccount to it",
  why: "The project's default service account can edit nearly everything in the project.",
  *check(resource) {
    if (resource.type === CLUSTER && !isAutopilot(resource)) {
      return;
    }
    const account = resource.at(
      resource.type === CLUSTER
        ? "clusterAutoscaling.autoProvisioningDefaults.serviceAccount"
        : "nodeConfig.serviceAccount",
    );
    if (!account.exists() || account.is("default")) {
      yield account.violation("nodes run as the project's default service account");
    }
  },
});
