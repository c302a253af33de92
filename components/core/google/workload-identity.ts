import { type Output, output } from "@pulumi/pulumi";
import type { ProjectIdentity } from "./project.ts";

/** The identity pool shared by all clusters of a project. @internal */
export function workloadPoolOf(project: Pick<ProjectIdentity, "id">): string {
  return `${project.id}.svc.id.goog`;
}

/**
 * The IAM principal of a Kubernetes service account; roles are granted to it directly, without a key or an intermediate
 * Google service account. Clusters of one project share it: the same names in another cluster are the same principal.
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

/** The same for a project whose number may be known only later. */
export function workloadPrincipalIn(
  { id, number }: ProjectIdentity,
  namespace: string,
  serviceAccount: string,
): Output<string> {
  return output(number).apply((known) => workloadPrincipal({ id, number: known }, namespace, serviceAccount));
}
