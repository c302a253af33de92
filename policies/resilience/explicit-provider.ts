import { resourceRule } from "../rule.ts";

/**
 * Providers and stack references have none, and dynamic resources that of their language. The others create nothing in an
 * account: their providers have no configuration that could be another machine's.
 */
const WITHOUT_ACCOUNT = /^(pulumi|pulumi-nodejs|pulumi-python|random|tls|command|time|null|archive|std):/;

export const explicitProvider = resourceRule({
  id: "resilience-explicit-provider",
  title: "Every resource has an explicit provider",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: "every resource",
  fix: "pass { provider } or { providers }",
  why: "A default provider deploys to whatever project, account or cluster the local machine is configured for.",
  *check(resource) {
    if (!resource.custom || WITHOUT_ACCOUNT.test(resource.type)) {
      return;
    }
    const name = resource.provider?.split("::").at(-1);
    if (name === undefined || name.startsWith("default")) {
      yield { path: "", message: `"${resource.name}" is deployed by a default provider` };
    }
  },
});
