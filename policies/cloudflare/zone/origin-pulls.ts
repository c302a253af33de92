import type { PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { belongsTo, ZONE, ZONE_SETTING } from "./zone.ts";

const ZONE_WIDE = "cloudflare:index/authenticatedOriginPullsSettings:AuthenticatedOriginPullsSettings";
const BY_HOST = "cloudflare:index/authenticatedOriginPulls:AuthenticatedOriginPulls";

export const originPulls = stackRule({
  id: "cloudflare-origin-pulls",
  title: "The edge authenticates to the origin",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: [ZONE],
  fix: "add AuthenticatedOriginPullsSettings with enabled true, and let the ingress verify the client certificate",
  why: "Otherwise anyone who learns the origin's address, or has a Cloudflare account, bypasses the WAF and the limits.",
  *check(zone, stack) {
    const candidates = stack.ofType(ZONE_WIDE, BY_HOST, ZONE_SETTING);
    if (!some(candidates, (candidate) => belongsTo(candidate, zone) && showsCertificate(candidate))) {
      yield zone.at("name").violation("the edge does not authenticate to the origin");
    }
  },
});

function showsCertificate(candidate: PolicyResource): boolean {
  switch (candidate.type) {
    case ZONE_WIDE:
      return candidate.at("enabled").is(true);
    case BY_HOST:
      return some(candidate.at("configs").items(), (config) => config.at("enabled").is(true));
    default:
      return candidate.at("settingId").is("tls_client_auth") && candidate.at("value").is("on");
  }
}
