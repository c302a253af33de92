import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  conditionOf,
  type KubernetesObject,
  listAt,
  nameOf,
  namespaceOf,
  recordAt,
  selectorText,
  textAt,
} from "../../cluster/api/object.ts";
import { isPlain, type WireRecord } from "../../provider/wire.ts";

/**
 * What the real provider says of pods that are not ready: not scheduled, or the states of their containers. It reads
 * neither events nor ReplicaSets: of a probe it says that a container is not ready, of a quota nothing. Source:
 * pulumi-kubernetes, await/checker/pod.
 */
export async function reasonsOfPods(api: KubernetesApi, workload: KubernetesObject): Promise<string[]> {
  const labels = recordAt(workload, "spec", "selector", "matchLabels");
  if (Object.keys(labels).length === 0) {
    return [];
  }
  const options = { namespace: namespaceOf(workload), labelSelector: selectorText(labels) };
  const pods = await api.list({ apiVersion: "v1", kind: "Pod" }, options);
  return [...new Set(pods.flatMap(reasonsOfPod))];
}

function reasonsOfPod(pod: KubernetesObject): string[] {
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.["status"] !== "True") {
    const message = textAt(scheduled, "message");
    return message ? [message] : [];
  }
  const ready = conditionOf(pod, "Ready");
  if (ready?.["status"] === "True" || textAt(pod, "status", "phase") === "Succeeded") {
    return [];
  }
  const containers = listAt(pod, "status", "containerStatuses").filter(isPlain).flatMap(reasonsOfContainer);
  const words = [textAt(ready, "reason") && textAt(ready, "message"), ...containers].filter(Boolean);
  return words.length > 0 ? [`[Pod ${namespaceOf(pod)}/${nameOf(pod)}]: ${words.join("")}`] : [];
}

function reasonsOfContainer(container: WireRecord): string[] {
  const reason = textAt(container, "state", "waiting", "reason");
  return reason && reason !== "ContainerCreating"
    ? [`[${reason}] ${textAt(container, "state", "waiting", "message")}`]
    : [];
}
