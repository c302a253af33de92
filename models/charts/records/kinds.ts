import type { KindsByGroup } from "../record.ts";

/** What every chart here creates, and Helm's own record of a release, a Secret. */
const SERVER: KindsByGroup = {
  "": ["ConfigMap", "Secret", "Service", "ServiceAccount"],
  apps: ["Deployment"],
  policy: ["PodDisruptionBudget"],
  "rbac.authorization.k8s.io": ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"],
};

export const DEFINITIONS: KindsByGroup = { "apiextensions.k8s.io": ["CustomResourceDefinition"] };

export const HOOKS: KindsByGroup = { batch: ["Job"] };

/** Webhooks in admission control. */
export const VALIDATES: KindsByGroup = {
  "admissionregistration.k8s.io": ["ValidatingWebhookConfiguration"],
};
export const ADMITS: KindsByGroup = {
  "admissionregistration.k8s.io": ["MutatingWebhookConfiguration", "ValidatingWebhookConfiguration"],
};

/** A server's kinds and more. */
export function serverAnd(...more: readonly KindsByGroup[]): KindsByGroup {
  const kinds: Record<string, string[]> = {};
  for (const groups of [SERVER, ...more]) {
    for (const [group, names] of Object.entries(groups)) {
      kinds[group] = [...(kinds[group] ?? []), ...names];
    }
  }
  return kinds;
}
