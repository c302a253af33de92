import { resourceRule } from "../../rule.ts";
import { holdsMachines, SUBNETWORK } from "./subnetwork.ts";

export const subnetPrivateAccess = resourceRule({
  id: "gcp-subnet-private-access",
  title: "Subnetworks have Private Google Access",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_74"], Trivy: ["GCP-0075"] },
  appliesTo: [SUBNETWORK],
  fix: "set privateIpGoogleAccess to true",
  why: "Otherwise image pulls and logs go through the NAT, which costs money and can fail.",
  *check(subnetwork) {
    const access = subnetwork.at("privateIpGoogleAccess");
    if (holdsMachines(subnetwork) && !access.is(true)) {
      yield access.violation("the subnetwork has no Private Google Access");
    }
  },
});
