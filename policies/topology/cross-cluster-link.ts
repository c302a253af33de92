import type { PolicyResource } from "../context.ts";
import { stackRule } from "../rule.ts";
import { problemsOf } from "./problems.ts";

export const crossClusterLink = stackRule<PolicyResource>({
  id: "topology-cross-cluster-link",
  title: "Links to pods stay within their cluster",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {},
  appliesTo: "every resource",
  fix: "put a load balancer before the pods and link to its address or host name, with a peer of ranges or hosts",
  why: "Selectors of network policies know the pods of their own cluster only, and its names are resolved there only: nothing is let through.",
  check: (resource, stack) => problemsOf("cross-cluster-link", resource, stack),
});
