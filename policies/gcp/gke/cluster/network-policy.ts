import { resourceRule } from "../../../rule.ts";
import { CLUSTER, isAutopilot } from "./cluster.ts";

export const networkPolicyEnforced = resourceRule({
  id: "gcp-gke-network-policy",
  title: "The cluster enforces network policies",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "CIS GKE": ["4.3.1"], Checkov: ["CKV_GCP_12"], Trivy: ["GCP-0056"] },
  appliesTo: [CLUSTER],
  fix: "set datapathProvider to ADVANCED_DATAPATH, which is possible only when the cluster is created",
  why: "Without enforcement, NetworkPolicy objects are accepted and ignored.",
  *check(cluster) {
    const datapath = cluster.at("datapathProvider");
    if (datapath.is("ADVANCED_DATAPATH") || isAutopilot(cluster)) {
      return;
    }
    if (!cluster.at("networkPolicy.enabled").is(true)) {
      yield datapath.violation("the cluster does not enforce network policies");
    }
  },
});
