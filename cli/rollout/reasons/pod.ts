import type { Value } from "#graph/model";
import type { ClusterApi } from "../cluster/api.ts";
import { conditionOf, type LiveObject, listAt, numberAt, textAt } from "../cluster/live.ts";
import { warningsOf } from "./events.ts";
import { plainReason } from "./plain.ts";

/** Why a pod is not ready: its containers, else its scheduling, else its warnings. Empty for one that is. */
export async function reasonsOfPod(api: ClusterApi, pod: LiveObject): Promise<readonly string[]> {
  const namespace = textAt(pod, "metadata", "namespace");
  if (conditionOf(pod, "Ready")?.status === "True" || textAt(pod, "status", "phase") === "Succeeded") {
    return [];
  }
  const containers = ["initContainerStatuses", "containerStatuses"].flatMap((list) =>
    listAt(pod, "status", list).flatMap(reasonsOfContainer),
  );
  if (containers.length > 0) {
    return containers;
  }
  const scheduled = conditionOf(pod, "PodScheduled");
  if (scheduled?.status === "False") {
    return [plainReason(scheduled.reason, scheduled.message)];
  }
  const warnings = await warningsOf(api, namespace, pod);
  if (warnings.length > 0) {
    return warnings.map(({ words }) => words);
  }
  const own = plainReason(textAt(pod, "status", "reason"), textAt(pod, "status", "message"));
  return [own || conditionOf(pod, "Ready")?.message || "it is not ready yet"];
}

function reasonsOfContainer(status: Value): string[] {
  const name = textAt(status, "name");
  const waiting = textAt(status, "state", "waiting", "reason");
  const last = lastEnd(status);
  if (waiting !== "" && !/^(ContainerCreating|PodInitializing)$/.test(waiting)) {
    const words = plainReason(waiting, textAt(status, "state", "waiting", "message"));
    return [`container ${name}: ${words}${last ? `; last: ${last}` : ""}`];
  }
  const ended = numberAt(status, "state", "terminated", "exitCode");
  return ended > 0 && last ? [`container ${name}: ${last}`] : [];
}

/** How a container ended last, such as `exit code 137, it ran out of memory (OOMKilled)`. */
function lastEnd(status: Value): string {
  const [end] = ["state", "lastState"].filter(
    (state) =>
      textAt(status, state, "terminated", "finishedAt") !== "" ||
      numberAt(status, state, "terminated", "exitCode") > 0,
  );
  if (end === undefined) {
    return "";
  }
  const [reason, message] = ["reason", "message"].map((key) => textAt(status, end, "terminated", key));
  return `exit code ${numberAt(status, end, "terminated", "exitCode")}, ${plainReason(reason ?? "", message ?? "")}`;
}
