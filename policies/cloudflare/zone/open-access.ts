import type { PolicyResource } from "../../context.ts";
import { openTo } from "../../opened.ts";
import { type Property, separately, some, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const ACCESS_RULE = "cloudflare:index/accessRule:AccessRule";
const POLICIES = [
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
  "cloudflare:index/accessPolicy:AccessPolicy",
];
const APPLICATIONS = [
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
  "cloudflare:index/accessApplication:AccessApplication",
];

/** Decisions of Access that ask nobody to log in. */
const WITHOUT_LOGIN = ["bypass", "non_identity"];

export const openAccess = resourceRule({
  id: "cloudflare-open-access",
  title: "Access rules let no share of the internet past",
  severity: "high",
  appliesTo: [ACCESS_RULE, ...POLICIES, ...APPLICATIONS],
  fix: "name the few addresses that need it; let everyone else log in, or pass the firewall",
  why: "An IP access rule that allows skips the WAF and all limits; an Access policy that bypasses lets in without a login.",
  *check(resource) {
    if (resource.type === ACCESS_RULE) {
      yield* ofAccessRule(resource);
    } else if (POLICIES.includes(resource.type)) {
      yield* ofPolicy(resource.inputs());
    } else {
      yield* separately(resource.at("policies").items(), ofPolicy);
    }
  },
});

function* ofAccessRule(resource: PolicyResource): Iterable<Violation> {
  if (!resource.at("mode").is("whitelist")) {
    return;
  }
  const value = resource.at("configuration.value");
  const target = resource.at("configuration.target");
  if (target.is("country") || target.is("asn")) {
    yield value.violation(`every address of ${target.text()} ${value.text() ?? "?"} skips the firewall`);
    return;
  }
  yield* openTo({ list: value, ranges: [value] }, (share) => `${share} skips the firewall`);
}

/** A policy whose every requirement is met by anyone on the internet. */
function* ofPolicy(policy: Property): Iterable<Violation> {
  const includes = policy.at("includes");
  const items = includes.items();
  if (!WITHOUT_LOGIN.some((decision) => policy.at("decision").is(decision))) {
    return;
  }
  const isNarrowed = () => policy.at("requires").items().length > 0;
  if (some(items, (item) => item.at("everyone").exists())) {
    if (!isNarrowed()) {
      yield includes.violation("everyone is let in without a login");
    }
    return;
  }
  const ranges = items.map((item) => item.at("ip.ip"));
  for (const violation of openTo(
    { list: includes, ranges },
    (share) => `${share} is let in without a login`,
  )) {
    if (!isNarrowed()) {
      yield violation;
    }
  }
}
