import type { PolicyResource } from "../context.ts";
import { stackRule } from "../rule.ts";
import { problemsOf } from "./problems.ts";

export const danglingLink = stackRule<PolicyResource>({
  id: "topology-dangling-link",
  title: "Every link leads from one thing that exists to another",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: "every resource",
  fix: "link to what a component gives, such as database.primary, make an ExternalEndpoint of what lies outside, or use linkable() for a resource of any provider",
  why: "The caller waits for something that is not there, and no picture, policy or trace knows what it would have been.",
  check: (resource, stack) => problemsOf("dangling-link", resource, stack),
});
