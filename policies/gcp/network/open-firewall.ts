import { resourceRule } from "../../rule.ts";

const ANYONE = ["0.0.0.0/0", "::/0"];

export const openFirewall = resourceRule({
  id: "gcp-open-firewall",
  title: "No firewall rule is open to the whole internet",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_GCP_2", "CKV_GCP_3", "CKV_GCP_88", "CKV2_GCP_12"],
  },
  appliesTo: ["gcp:compute/firewall:Firewall"],
  fix: "restrict sourceRanges, for example to Google's load balancers or Cloudflare, and expose the load balancer instead",
  why: "Anything that listens on those machines, now or later, is discovered and attacked within minutes.",
  *check(firewall) {
    const inbound = !firewall.at("direction").is("EGRESS") && !firewall.at("disabled").is(true);
    if (!inbound || firewall.at("allows").items().length === 0) {
      return;
    }
    const ranges = firewall.at("sourceRanges");
    const open = ranges.texts().filter((range) => ANYONE.includes(range));
    if (open.length > 0) {
      yield ranges.violation(`open to the whole internet (${open.join(", ")})`);
    }
  },
});
