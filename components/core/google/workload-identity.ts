import { type Output, output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "./project.ts";

/** The pool that the identities of all clusters of a project share. @internal */
export function workloadPoolOf(project: Pick<ProjectIdentity, "id">): string {
  return `${project.id}.svc.id.goog`;
}

/**
 * The principal that a Kubernetes service account is to Google's IAM; roles are granted to it directly, so
 * there is no key and no Google service account between. Clusters of one project share it: the same names
 * in another cluster are the same principal.
 *
 * @public
 */
export function workloadPrincipal(
  project: { readonly id: string; readonly number: string },
  namespace: string,
  serviceAccount: string,
): string {
  const pool = `projects/${project.number}/locations/global/workloadIdentityPools/${workloadPoolOf(project)}`;
  return `principal://iam.googleapis.com/${pool}/subject/ns/${namespace}/sa/${serviceAccount}`;
}

/** The same for a project whose number may only be known later. */
export function workloadPrincipalIn(
  { id, number }: ProjectIdentity,
  namespace: string,
  serviceAccount: string,
): Output<string> {
  return output(number).apply((known) => workloadPrincipal({ id, number: known }, namespace, serviceAccount));
}
