import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { inOneCluster } from "../clusters.ts";
import { type Kind, someBeside } from "../objects.ts";
import { podSpec, WORKLOADS } from "../workload.ts";

/** Indexed by name. */
const SERVICE_ACCOUNT: Kind = {
  type: "kubernetes:core/v1:ServiceAccount",
  keyOf(account) {
    const name = account.at("metadata.name");
    return name.isReadable() ? name.text() : undefined;
  },
};
const BINDINGS = [
  "kubernetes:rbac.authorization.k8s.io/v1:RoleBinding",
  "kubernetes:rbac.authorization.k8s.io/v1:ClusterRoleBinding",
];

export const serviceAccountToken = stackRule({
  id: "kubernetes-service-account-token",
  title: "Pods that do not call the Kubernetes API mount no service account token",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_38"],
    Trivy: ["KSV-0036"],
    Polaris: ["automountServiceAccountToken"],
  },
  appliesTo: WORKLOADS,
  fix: "set automountServiceAccountToken to false on the pod or on its service account, or bind the account to a role",
  why: "Otherwise anyone who can read a file in the pod can call the API server.",
  *check(workload, stack) {
    const pod = podSpec(workload);
    const mount = pod.at("automountServiceAccountToken");
    if (mount.is(false)) {
      return;
    }
    const account = pod.at("serviceAccountName").text() ?? "default";
    const refuses = (candidate: PolicyResource) => refusesToken(candidate, account);
    if (!mount.is(true) && someBeside(stack, SERVICE_ACCOUNT, workload, [account], refuses)) {
      return;
    }
    if (!some(stack.ofType(...BINDINGS), (binding) => binds(binding, account, workload, stack))) {
      yield mount.violation(
        `the token of service account "${account}" is mounted, but no role is bound to it`,
      );
    }
  },
});

function refusesToken(account: PolicyResource, name: string): boolean {
  return account.at("metadata.name").is(name) && account.at("automountServiceAccountToken").is(false);
}

function binds(
  binding: PolicyResource,
  account: string,
  workload: PolicyResource,
  stack: PolicyContext,
): boolean {
  return (
    some(
      binding.at("subjects").items(),
      (subject) => subject.at("kind").is("ServiceAccount") && subject.at("name").is(account),
    ) && inOneCluster(stack.clusterOf(binding), stack.clusterOf(workload))
  );
}
