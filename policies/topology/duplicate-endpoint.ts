import type { PolicyResource } from "../context.ts";
import { stackRule } from "../rule.ts";
import { problemsOf } from "./problems.ts";

export const duplicateEndpoint = stackRule<PolicyResource>({
  id: "topology-duplicate-endpoint",
  title: "Every endpoint has an identity of its own",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: "every resource",
  fix: "publish an endpoint from the component that owns it only, and give what another component puts in its place an id of its own by endpointId()",
  why: "A link to one of them would be drawn and judged as one to the other.",
  check: (resource, stack) => problemsOf("duplicate-endpoint", resource, stack),
});
