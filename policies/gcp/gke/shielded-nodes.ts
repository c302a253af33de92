import { resourceRule } from "../../rule.ts";
import { CLUSTER, NODE_POOL } from "./cluster.ts";

export const shieldedNodes = resourceRule({
  id: "gcp-gke-shielded-nodes",
  title: "Nodes use secure boot and integrity monitoring",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    "CIS GKE": ["5.5.5", "5.5.6", "5.5.7"],
    Checkov: ["CKV_GCP_68", "CKV_GCP_71", "CKV_GCP_72"],
    Trivy: ["GCP-0055"],
  },
  appliesTo: [CLUSTER, NODE_POOL],
  fix: "leave enableShieldedNodes on, and set nodeConfig.shieldedInstanceConfig.enableSecureBoot to true on each pool",
  why: "Otherwise a rootkit that survives a reboot goes unnoticed.",
  *check(resource) {
    if (resource.type === CLUSTER) {
      const shielded = resource.at("enableShieldedNodes");
      if (shielded.is(false)) {
        yield shielded.violation("shielded nodes are disabled");
      }
      return;
    }
    const config = resource.at("nodeConfig.shieldedInstanceConfig");
    const secureBoot = config.at("enableSecureBoot");
    if (!secureBoot.is(true)) {
      yield secureBoot.violation("the pool's nodes have no secure boot");
    }
    const integrity = config.at("enableIntegrityMonitoring");
    if (integrity.is(false)) {
      yield integrity.violation("the pool's nodes have no integrity monitoring");
    }
  },
});
