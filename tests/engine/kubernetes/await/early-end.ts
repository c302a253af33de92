import { isTrue, type KubernetesObject, namespaceOf } from "../../cluster/api/object.ts";
import { isAnnotated } from "../object/annotations.ts";
import type { Session } from "../session.ts";

/**
 * Whether the real provider may take an update for done at once: it accepts the last state that an open watch has seen of
 * a Deployment, from before the update, as the controller's answer to it. A watch is open once another Deployment of the
 * namespace was waited for. The real one does so in most runs, this one always; the state then has an
 * `observedGeneration` from before. Source: pulumi-kubernetes, waitUntilDeploymentControllerReconciles.
 */
export function endsEarly(session: Session, changed: KubernetesObject): boolean {
  if (!isDeployment(changed) || isAnnotated(changed, "skipAwait")) {
    return false;
  }
  const early = session.watched.has(namespaceOf(changed)) && isTrue(changed, "Available");
  watch(session, changed);
  return early;
}

/** Opens the watch that a first wait for a Deployment leaves open. */
export function watch({ watched }: Session, object: KubernetesObject): void {
  if (isDeployment(object)) {
    watched.add(namespaceOf(object));
  }
}

function isDeployment({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === "apps/v1" && kind === "Deployment";
}
