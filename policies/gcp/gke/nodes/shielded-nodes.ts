import { nodeRule } from "./nodes.ts";

export const shieldedNodes = nodeRule({
  id: "gcp-gke-shielded-nodes",
  title: "Nodes use secure boot and integrity monitoring",
  frameworks: {
    "CIS GKE": ["5.5.5", "5.5.6", "5.5.7"],
    Checkov: ["CKV_GCP_68", "CKV_GCP_71", "CKV_GCP_72"],
    Trivy: ["GCP-0055"],
  },
  fix: "leave enableShieldedNodes on, and set shieldedInstanceConfig.enableSecureBoot to true for each pool and in autoProvisioningDefaults",
  why: "Otherwise a rootkit that survives a reboot goes unnoticed.",
  *cluster(cluster) {
    const shielded = cluster.at("enableShieldedNodes");
    if (shielded.is(false)) {
      yield shielded.violation("shielded nodes are disabled");
    }
  },
  *check({ label, config, kind }) {
    if (kind === "Autopilot") {
      return;
    }
    const secureBoot = config.at("shieldedInstanceConfig.enableSecureBoot");
    if (!secureBoot.is(true)) {
      yield secureBoot.violation(`${label} have no secure boot`);
    }
    const integrity = config.at("shieldedInstanceConfig.enableIntegrityMonitoring");
    if (integrity.is(false)) {
      yield integrity.violation(`${label} have no integrity monitoring`);
    }
  },
});
