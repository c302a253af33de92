import { nodeRule } from "./nodes.ts";

const SETTINGS = [
  { name: "autoUpgrade", what: "are not upgraded automatically" },
  { name: "autoRepair", what: "are not repaired automatically" },
] as const;

export const nodeManagement = nodeRule({
  id: "gcp-gke-node-management",
  title: "Nodes are upgraded and repaired automatically",
  frameworks: {
    "CIS GKE": ["5.5.2", "5.5.3"],
    Checkov: ["CKV_GCP_9", "CKV_GCP_10"],
    Trivy: ["GCP-0058", "GCP-0063"],
  },
  fix: "set management.autoUpgrade and autoRepair to true, or leave management out, which means the same",
  why: "Nodes that stay behind lack security patches, and a broken one keeps pods that do not run.",
  *check({ label, pool, kind }) {
    const management = pool.at("management");
    // The default pool of a cluster has no such setting.
    if (kind === "Autopilot" || !management.exists()) {
      return;
    }
    for (const { name, what } of SETTINGS) {
      const setting = management.at(name);
      if (!setting.is(true)) {
        yield setting.violation(`${label} ${what}`);
      }
    }
  },
});
