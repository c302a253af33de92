/** A release of Helm, which Helm itself installs: its objects are no resources of the plan. */
export const HELM_RELEASE = "kubernetes:helm.sh/v3:Release";

/**
 * The type token of a kind of Kubernetes, such as `kubernetes:core/v1:Pod`.
 *
 * @param apiVersion such as `v1`, `apps/v1` or `cert-manager.io/v1`
 */
export function typeOfKind(apiVersion: string, kind: string): string {
  return `kubernetes:${apiVersion.includes("/") ? apiVersion : `core/${apiVersion}`}:${kind}`;
}

/** The API group of a version; "" for the core's. */
export function groupOf(apiVersion: string): string {
  return apiVersion.includes("/") ? apiVersion.slice(0, apiVersion.indexOf("/")) : "";
}
