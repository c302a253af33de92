/** Groups of Kubernetes itself that have a domain; those without one, such as `apps`, all belong to it. */
const DOMAIN_GROUPS = new Set(
  [
    "admissionregistration",
    "apiextensions",
    "apiregistration",
    "certificates",
    "coordination",
    "discovery",
    "events",
    "flowcontrol.apiserver",
    "networking",
    "node",
    "rbac.authorization",
    "resource",
    "scheduling",
    "storage",
  ].map((group) => `${group}.k8s.io`),
);

/**
 * Whether an object is of Kubernetes' own types; all others are custom resources, also those of projects under
 * `k8s.io`, such as the Gateway API. Source: Kubernetes API reference, v1.36.
 *
 * @param apiVersion such as `v1`, `apps/v1` or `cert-manager.io/v1`
 */
export function isBuiltIn(apiVersion: string): boolean {
  const [group = ""] = apiVersion.split("/");
  return !group.includes(".") || DOMAIN_GROUPS.has(group);
}
