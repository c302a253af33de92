import { type Property, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { ROLES, rulesOf } from "./roles.ts";

const LISTS = ["apiGroups", "resources", "verbs", "nonResourceURLs"];

export const rbacWildcard = resourceRule<Property>({
  id: "kubernetes-rbac-wildcard",
  title: "Roles name what they allow, without wildcards",
  severity: "high",
  frameworks: {
    Checkov: ["CKV_K8S_49"],
    Trivy: ["KSV-0044", "KSV-0045", "KSV-0046", "KSV-0112"],
    "kube-linter": ["wildcard-in-rules"],
  },
  appliesTo: ROLES,
  fix: "list the apiGroups, resources and verbs that are needed",
  why: "A wildcard also covers what is installed later: Secrets, roles, webhooks, every new kind.",
  each: (role) => separately(rulesOf(role), (rule) => separately(LISTS, (list) => rule.at(list).items())),
  *check(item) {
    if (item.is("*") || item.is("*/*")) {
      yield item.violation("the role allows everything here (*)");
    }
  },
});
