import type { PolicyResource } from "../../context.ts";
import { type Outcome, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { BINDINGS } from "./roles.ts";

/** The role and the group that may do everything. Source: Kubernetes docs, default roles. */
const ADMIN = "cluster-admin";
/** Roles for the owners of a namespace; bound in the whole cluster they write everywhere, Secrets included. */
const OF_NAMESPACES = ["admin", "edit"];
const MASTERS = "system:masters";

export const clusterAdmin = resourceRule({
  id: "kubernetes-cluster-admin",
  title: "Nothing is bound to cluster-admin, or to admin in every namespace",
  severity: "high",
  frameworks: {
    Trivy: ["KSV-0123"],
    Polaris: ["rolebindingClusterAdminClusterRole", "clusterrolebindingClusterAdmin"],
    "kube-linter": ["cluster-admin-role-binding"],
  },
  appliesTo: BINDINGS,
  fix: "bind a role that names what is needed",
  why: "Whoever takes over one of its subjects owns the cluster, and system:masters cannot even be revoked.",
  check: (binding) => separately([givesAdmin, isForMasters], (judge) => judge(binding)),
});

function* givesAdmin(binding: PolicyResource): Iterable<Outcome> {
  const role = binding.at("roleRef.name");
  if (role.is(ADMIN)) {
    yield role.violation(`the binding gives its subjects ${ADMIN}`);
  }
  if (binding.type.includes(":ClusterRoleBinding") && OF_NAMESPACES.includes(role.text() ?? "")) {
    yield role.violation(`the binding gives its subjects ${role.text()} in every namespace`);
  }
}

function* isForMasters(binding: PolicyResource): Iterable<Outcome> {
  yield* separately(binding.at("subjects").items(), function* (subject) {
    const name = subject.at("name");
    if (name.is(MASTERS) && subject.at("kind").is("Group")) {
      yield name.violation(`the binding is for ${MASTERS}, which no role limits`);
    }
  });
}
