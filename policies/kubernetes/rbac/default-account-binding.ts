import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { BINDINGS, roleName } from "./roles.ts";

export const defaultAccountBinding = resourceRule<Property>({
  id: "kubernetes-default-account-binding",
  title: "Default service accounts have no roles",
  severity: "medium",
  frameworks: { Checkov: ["CKV_K8S_42"] },
  appliesTo: BINDINGS,
  fix: "create a service account for the workload and bind the role to it",
  why: "Every pod of the namespace without an account of its own runs as this one, and gets the role with it.",
  each: (binding) => binding.at("subjects").items(),
  *check(subject, binding) {
    const name = subject.at("name");
    if (name.is("default") && subject.at("kind").is("ServiceAccount")) {
      yield name.violation(`the default service account gets ${roleName(binding)}`);
    }
  },
});
