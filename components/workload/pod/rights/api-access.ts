import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import { RoleBinding } from "@pulumi/kubernetes/rbac/v1/roleBinding.js";
import type { ComponentResource } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { type Labelled, labelsOf } from "../../../core/kubernetes/labels.ts";

/** A permission of pods for the Kubernetes API, in their namespace. */
export interface ApiRule {
  /** Such as "apps"; default "", the core group. */
  readonly apiGroup?: string;
  /** Such as "configmaps". Secrets, pods' shells and roles are refused. */
  readonly resources: readonly string[];
  readonly verbs: readonly ("get" | "list" | "watch" | "create" | "update" | "patch" | "delete")[];
  /** Only objects with these names; `create`, `list` and `watch` cannot be limited by name. Default: all. */
  readonly names?: readonly string[];
}

/** The subject and the rules of a role. */
export interface ApiAccessSettings extends Labelled {
  /** Logical name of the workload's component. */
  readonly id: string;
  readonly namespace: string;
  readonly apiRules: readonly ApiRule[];
}

/** A workload's role and its binding to the service account. */
export interface ApiAccess {
  readonly role: Role;
  readonly binding: RoleBinding;
}

/** With any of these a pod could impersonate another, or read other pods' mounts. */
const REFUSED =
  /^(\*.*|secrets|pods\/(exec|attach|portforward|ephemeralcontainers)|(cluster)?roles|(cluster)?rolebindings|serviceaccounts(\/token)?)$/;

export function checkApiRules(checks: ArgumentChecks, rules: readonly ApiRule[]): void {
  for (const { apiGroup, resources, names } of rules) {
    checks.matches("apiRules.apiGroup", apiGroup, /^([a-z0-9.-]*)$/, 'groups such as "apps"');
    checks.that(resources.length > 0, "apiRules.resources", resources, "at least one resource");
    for (const resource of resources) {
      checks.that(
        !REFUSED.test(resource),
        "apiRules.resources",
        resource,
        "resources that give no further access (a secret is mounted as a file: secrets)",
      );
    }
    checks.that(names === undefined || names.length > 0, "apiRules.names", names, "at least one name");
  }
}

/** Declares the role of a workload; without rules there is none. */
export function createApiAccess(
  parent: ComponentResource,
  settings: ApiAccessSettings,
): ApiAccess | undefined {
  const { id, name, namespace, apiRules } = settings;
  if (apiRules.length === 0) {
    return undefined;
  }
  const metadata = { name, namespace, labels: labelsOf(settings) };
  const rules = apiRules.map(({ apiGroup = "", resources, verbs, names }) => ({
    apiGroups: [apiGroup],
    resources: [...resources],
    verbs: [...verbs],
    ...(names ? { resourceNames: [...names] } : {}),
  }));
  const role = new Role(id, { metadata, rules }, { parent });
  const binding = new RoleBinding(
    id,
    {
      metadata,
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name },
      subjects: [{ kind: "ServiceAccount", name, namespace }],
    },
    { parent, dependsOn: [role] },
  );
  return { role, binding };
}
