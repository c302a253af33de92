import type { PolicyResource } from "../../context.ts";
import { type Property, some } from "../../property.ts";

const GROUP = "kubernetes:rbac.authorization.k8s.io";
const VERSIONS = ["v1", "v1beta1", "v1alpha1"];

/** Kinds of access control in every version that the SDK has, and as patches of existing objects. */
const kinds = (...names: readonly string[]) =>
  VERSIONS.flatMap((version) =>
    names.flatMap((name) => [`${GROUP}/${version}:${name}`, `${GROUP}/${version}:${name}Patch`]),
  );

export const CLUSTER_ROLES: readonly string[] = kinds("ClusterRole");
export const ROLES: readonly string[] = kinds("ClusterRole", "Role");
export const BINDINGS: readonly string[] = kinds("ClusterRoleBinding", "RoleBinding");

/** The rules of a role. */
export function rulesOf(role: PolicyResource): readonly Property[] {
  return role.at("rules").items();
}

/** A permission as a rule of a role grants it. */
export interface Permission {
  /** Any of them. */
  readonly verbs: readonly string[];
  /** Any of them; of a subresource its full name, such as `pods/exec`. */
  readonly resources: readonly string[];
}

/**
 * Whether a rule names one of the verbs and one of the resources. Wildcards do not count: they are a finding of their own.
 */
export function grants(rule: Property, { verbs, resources }: Permission): boolean {
  return names(rule.at("verbs"), verbs) && names(rule.at("resources"), resources);
}

/** Whether a list holds one of the names. */
export function names(list: Property, wanted: readonly string[]): boolean {
  return some(list.items(), (item) => wanted.includes(item.text() ?? ""));
}

/** Which of the wanted names a list holds, as far as it is known. */
export function found(list: Property, wanted: readonly string[]): string {
  return list
    .items()
    .filter((item) => item.isReadable() && wanted.includes(item.text() ?? ""))
    .map((item) => item.text())
    .join(", ");
}

/** The role of a binding, in messages. */
export function roleName(binding: PolicyResource): string {
  const name = binding.at("roleRef.name");
  return (name.isReadable() ? name.text() : undefined) ?? "a role";
}
