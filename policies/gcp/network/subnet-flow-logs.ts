import { resourceRule } from "../../rule.ts";
import { holdsMachines, SUBNETWORK } from "./subnetwork.ts";

export const subnetFlowLogs = resourceRule({
  id: "gcp-subnet-flow-logs",
  title: "Subnetworks have flow logs",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["5.6.1"], Checkov: ["CKV_GCP_26"], Trivy: ["GCP-0029", "GCP-0076"] },
  appliesTo: [SUBNETWORK],
  fix: "set logConfig with an affordable flowSampling, such as 0.1",
  why: "Without flow logs, an investigation cannot tell what left the network and where it went.",
  *check(subnetwork) {
    const logs = subnetwork.at("logConfig");
    if (holdsMachines(subnetwork) && !logs.exists()) {
      yield logs.violation("the subnetwork has no flow logs");
    }
  },
});
