import type { PolicyContext, PolicyResource } from "../../context.ts";
import type { Property } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { inOneCluster } from "../clusters.ts";
import { BINDINGS, CLUSTER_ROLES, grants, rulesOf } from "./roles.ts";

/** Writing leads to reading: whoever creates a Secret for the token of an account can read that token. */
const ACCESS = {
  verbs: ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"],
  resources: ["secrets"],
};

export const rbacSecretAccess = stackRule<Property>({
  id: "kubernetes-rbac-secret-access",
  title: "No role reaches the Secrets of every namespace",
  severity: "high",
  frameworks: {
    Checkov: ["CKV2_K8S_5"],
    Trivy: ["KSV-0041"],
  },
  appliesTo: CLUSTER_ROLES,
  fix: "use a Role in the namespace, or name the Secrets with resourceNames",
  why: "Secrets hold the tokens of service accounts and the passwords of every system in the cluster.",
  each: rulesOf,
  *check(rule, stack, role) {
    const limited = rule.at("resourceNames").items().length > 0;
    if (!limited && grants(rule, ACCESS) && !isBoundByNamespace(role, stack)) {
      yield rule.at("resources").violation("the role reaches Secrets in every namespace");
    }
  },
});

/** Whether only RoleBindings, at least one, refer to it: it then holds in their namespaces. */
function isBoundByNamespace(role: PolicyResource, stack: PolicyContext): boolean {
  const bindings = stack
    .ofType(...BINDINGS)
    .filter(
      (binding) => refers(binding, role) && inOneCluster(stack.clusterOf(binding), stack.clusterOf(role)),
    );
  return bindings.length > 0 && bindings.every(({ type }) => !type.includes(":ClusterRoleBinding"));
}

function refers(binding: PolicyResource, role: PolicyResource): boolean {
  const reference = binding.at("roleRef");
  if (binding.originsOf("roleRef").includes(role.urn)) {
    return true;
  }
  const name = role.at("metadata.name").text();
  return name !== undefined && reference.at("kind").is("ClusterRole") && reference.at("name").is(name);
}
