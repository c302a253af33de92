import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some } from "../../property.ts";
import { stackRule } from "../../rule.ts";

const RULES = [
  "gcp:compute/globalForwardingRule:GlobalForwardingRule",
  "gcp:compute/forwardingRule:ForwardingRule",
];
const PROXIES = [
  "gcp:compute/targetHttpProxy:TargetHttpProxy",
  "gcp:compute/regionTargetHttpProxy:RegionTargetHttpProxy",
];
const MAPS = ["gcp:compute/uRLMap:URLMap", "gcp:compute/regionUrlMap:RegionUrlMap"];

/** Schemes of load balancers that the internet reaches; the first is the default. */
const EXTERNAL = ["EXTERNAL", "EXTERNAL_MANAGED"];

export const httpsRedirect = stackRule({
  id: "gcp-https-redirect",
  title: "External load balancers redirect to HTTPS what arrives without TLS",
  severity: "high",
  appliesTo: RULES,
  fix: "lead the HTTP proxy to a URL map with defaultUrlRedirect.httpsRedirect true, or remove its forwarding rule",
  why: "An answer without TLS can be read and changed on its way, with the cookies and passwords of the request.",
  *check(rule, stack) {
    const scheme = rule.at("loadBalancingScheme");
    if (scheme.exists() && !EXTERNAL.some((name) => scheme.is(name))) {
      return;
    }
    const target = rule.at("target");
    const proxy = origin(rule, "target", PROXIES, stack);
    if (!proxy) {
      // Of another program, or none of HTTP.
      if (rule.originsOf("target").length === 0 && target.text()?.includes("argetHttpProxies/")) {
        throw target.unknown();
      }
      return;
    }
    const map = origin(proxy, "urlMap", MAPS, stack);
    if (!map) {
      throw target.unknown();
    }
    if (!redirects(map)) {
      yield target.violation(
        `the URL map ${stack.describe(map)} answers without TLS instead of redirecting to HTTPS`,
      );
    }
  },
});

/** The resource of one of these types that an input comes from. */
function origin(
  resource: PolicyResource,
  input: string,
  types: readonly string[],
  stack: PolicyContext,
): PolicyResource | undefined {
  return resource
    .originsOf(input)
    .map((urn) => stack.byUrn(urn))
    .find((each) => each !== undefined && types.includes(each.type));
}

/** Whether a map redirects every request. */
function redirects(map: PolicyResource): boolean {
  const isRedirect = (redirect: Property) => redirect.at("httpsRedirect").is(true);
  const servesAny = (list: Property) => some(list.items(), (rule) => !isRedirect(rule.at("urlRedirect")));
  return (
    isRedirect(map.at("defaultUrlRedirect")) &&
    !some(
      map.at("pathMatchers").items(),
      (matcher) =>
        !isRedirect(matcher.at("defaultUrlRedirect")) ||
        servesAny(matcher.at("pathRules")) ||
        servesAny(matcher.at("routeRules")),
    )
  );
}
