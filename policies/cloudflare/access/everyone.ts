import type { PolicyResource } from "../../context.ts";
import { type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

const APPLICATIONS = [
  "cloudflare:index/accessApplication:AccessApplication",
  "cloudflare:index/zeroTrustAccessApplication:ZeroTrustAccessApplication",
];
const POLICIES = [
  "cloudflare:index/accessPolicy:AccessPolicy",
  "cloudflare:index/zeroTrustAccessPolicy:ZeroTrustAccessPolicy",
];
/** Decisions that let a request in. Source: Cloudflare docs, Access policies. */
const ADMITTING = ["allow", "bypass", "non_identity"];

export const accessEveryone = resourceRule<Property>({
  id: "cloudflare-access-everyone",
  title: "No Access policy lets everyone in",
  severity: "high",
  appliesTo: [...APPLICATIONS, ...POLICIES],
  fix: "include e-mail domains, groups or service tokens, or add what is required besides",
  why: "The application looks protected and is open: anyone with any address passes the log-in, or meets none.",
  each: policiesOf,
  *check(policy) {
    const decision = policy.at("decision").text() ?? "allow";
    if (!ADMITTING.includes(decision)) {
      return;
    }
    yield* separately(policy.at("includes").items(), function* (include) {
      const everyone = include.at("everyone");
      if (everyone.exists() && (decision === "bypass" || policy.at("requires").items().length === 0)) {
        yield everyone.violation(`the policy lets everyone in (decision is ${decision})`);
      }
    });
  },
});

function policiesOf(resource: PolicyResource): readonly Property[] {
  return APPLICATIONS.includes(resource.type) ? resource.at("policies").items() : [resource.inputs()];
}
