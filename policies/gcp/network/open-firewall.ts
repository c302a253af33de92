import { resourceRule } from "../../rule.ts";

const ANYONE = ["0.0.0.0/0", "::/0"];

export const openFirewall = resourceRule({
  id: "gcp-open-firewall",
  title: "No firewall rule lets the whole internet in",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_GCP_2", "CKV_GCP_3", "CKV_GCP_88", "CKV2_GCP_12"],
  },
  appliesTo: ["gcp:compute/firewall:Firewall"],
  fix: "name the source ranges, such as Google's load balancers or Cloudflare, and let the balancer face the internet",
  why: "Whatever listens on those machines, now or later, is found and tried within minutes.",
  *check(firewall) {
    const inbound = !firewall.at("direction").is("EGRESS") && !firewall.at("disabled").is(true);
    if (!inbound || firewall.at("allows").items().length === 0) {
      return;
    }
    const ranges = firewall.at("sourceRanges");
    const open = ranges.texts().filter((range) => ANYONE.includes(range));
    if (open.length > 0) {
      yield ranges.violation(`everybody is let in (${open.join(", ")})`);
    }
  },
});
