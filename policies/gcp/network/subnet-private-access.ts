import { resourceRule } from "../../rule.ts";
import { holdsMachines, SUBNETWORK } from "./subnetwork.ts";

export const subnetPrivateAccess = resourceRule({
  id: "gcp-subnet-private-access",
  title: "Subnetworks reach Google's services without the internet",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { Checkov: ["CKV_GCP_74"], Trivy: ["GCP-0075"] },
  appliesTo: [SUBNETWORK],
  fix: "set privateIpGoogleAccess to true",
  why: "Without it, pulling images and writing logs goes out through the NAT, at its price and only while it works.",
  *check(subnetwork) {
    const access = subnetwork.at("privateIpGoogleAccess");
    if (holdsMachines(subnetwork) && !access.is(true)) {
      yield access.violation("machines reach Google's services only over the internet");
    }
  },
});
