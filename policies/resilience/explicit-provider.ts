import { resourceRule } from "../rule.ts";

/** Providers and stack references have none, dynamic resources that of their language. */
const OWN = /^pulumi(-nodejs|-python)?:/;

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
    if (!resource.custom || OWN.test(resource.type)) {
      return;
    }
    const name = resource.provider?.split("::").at(-1);
    if (name === undefined || name.startsWith("default")) {
      yield { path: "", message: `"${resource.name}" is deployed by a default provider` };
    }
  },
});
