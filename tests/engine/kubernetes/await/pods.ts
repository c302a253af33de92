import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  conditionOf,
  type KubernetesObject,
  listAt,
  member,
  nameOf,
  namespaceOf,
  recordAt,
  selectorText,
  textAt,
} from "../../cluster/api/object.ts";
import { isPlain, type WireRecord } from "../../provider/wire.ts";

/** Why the pods of a workload are not ready, in words: unschedulable, image, probe. Empty when all are. */
export async function reasonsOfPods(api: KubernetesApi, workload: KubernetesObject): Promise<string[]> {
  const labels = recordAt(workload, "spec", "selector", "matchLabels");
  if (Object.keys(labels).length === 0) {
    return [];
  }
  const options = { namespace: namespaceOf(workload), labelSelector: selectorText(labels) };
  const pods = await api.list({ apiVersion: "v1", kind: "Pod" }, options);
  const refused = reasonsOfReplicaSets(
    await api.list({ apiVersion: "apps/v1", kind: "ReplicaSet" }, options).catch(() => []),
  );
  const found = await Promise.all(pods.map((pod) => reasonsOfPod(api, pod)));
  return [...new Set([...refused, ...found.flat()])];
}

/** Pods that were not admitted do not exist; their ReplicaSet knows why. */
function reasonsOfReplicaSets(sets: readonly KubernetesObject[]): string[] {
  return sets.flatMap((set) => {
    const failure = conditionOf(set, "ReplicaFailure");
    return failure?.["status"] === "True"
      ? [`[ReplicaSet ${nameOf(set)}]: [${textAt(failure, "reason")}] ${textAt(failure, "message")}`]
      : [];
  });
}

async function reasonsOfPod(api: KubernetesApi, pod: KubernetesObject): Promise<string[]> {
  const id = `[Pod ${namespaceOf(pod)}/${nameOf(pod)}]:`;
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.["status"] === "False") {
    return [`${id} Pod unscheduled: [${textAt(scheduled, "reason")}] ${textAt(scheduled, "message")}`];
  }
  const ready = conditionOf(pod, "Ready");
  if (ready?.["status"] === "True" || member(pod, "metadata", "deletionTimestamp") !== undefined) {
    return [];
  }
  const waiting = listAt(pod, "status", "containerStatuses").filter(isPlain).flatMap(waitingOf);
  if (waiting.length > 0) {
    return waiting.map((reason) => `${id} ${reason}`);
  }
  const events = await api.list(
    { apiVersion: "v1", kind: "Event" },
    { namespace: namespaceOf(pod), fieldSelector: `involvedObject.name=${nameOf(pod)},type=Warning` },
  );
  const probes = events.map((event) => `${textAt(event, "reason")}: ${textAt(event, "message")}`);
  const said = [textAt(ready, "message"), ...new Set(probes)].filter(Boolean);
  return said.length > 0 ? [`${id} ${said.join(" -- ")}`] : [];
}

function waitingOf(container: WireRecord): string[] {
  const reason = textAt(container, "state", "waiting", "reason");
  const message = textAt(container, "state", "waiting", "message");
  return reason
    ? [`containers with unready status: [${textAt(container, "name")}] -- [${reason}] ${message}`]
    : [];
}
