import { resourceRule } from "../../rule.ts";
import { holdsMachines, SUBNETWORK } from "./subnetwork.ts";

export const subnetFlowLogs = resourceRule({
  id: "gcp-subnet-flow-logs",
  title: "Subnetworks log who spoke to whom",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.6.1"], Checkov: ["CKV_GCP_26"], Trivy: ["GCP-0029", "GCP-0076"] },
  appliesTo: [SUBNETWORK],
  fix: "set logConfig with a flowSampling that the budget bears, such as 0.1",
  why: "After a break-in nobody can tell what left the network, and where to.",
  *check(subnetwork) {
    const logs = subnetwork.at("logConfig");
    if (holdsMachines(subnetwork) && !logs.exists()) {
      yield logs.violation("the subnetwork logs no traffic");
    }
  },
});
