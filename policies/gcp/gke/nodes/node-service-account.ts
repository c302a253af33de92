import { nodeRule } from "./nodes.ts";

export const nodeServiceAccount = nodeRule({
  id: "gcp-gke-node-service-account",
  title: "Nodes use a dedicated service account",
  severity: "high",
  frameworks: { "CIS GKE": ["5.2.1"], Checkov: ["CKV2_GCP_1"], Trivy: ["GCP-0050"] },
  fix: "create a service account with roles/container.defaultNodeServiceAccount and set serviceAccount to it, in nodeConfig or in clusterAutoscaling.autoProvisioningDefaults",
  why: "The project's default service account can edit nearly everything in the project.",
  *check({ label, config }) {
    const account = config.at("serviceAccount");
    if (!account.exists() || isDefault(account.text() ?? "")) {
      yield account.violation(`${label} run as the project's default service account`);
    }
  },
});

function isDefault(account: string): boolean {
  return account === "" || account === "default" || DEFAULT_ACCOUNT.test(account);
}

/** Compute Engine's default account, by its address. */
const DEFAULT_ACCOUNT = /^\d+-compute@developer\.gserviceaccount\.com$/;
