import { type ClusterApi, ClusterError } from "../cluster/api.ts";
import {
  at,
  conditionOf,
  type LiveObject,
  listAt,
  nameOf,
  newestFirst,
  recordAt,
  textAt,
} from "../cluster/live.ts";
import { EVIDENCE } from "../evidence.ts";
import { warningsOf } from "./events.ts";
import { plainReason } from "./plain.ts";
import { reasonsOfPod } from "./pod.ts";

/** Pods that are looked at for reasons, the newest first: more of them say the same. */
const EXAMINED_PODS = 6;

/** Why a workload's pods are not available, nearest cause first: pods, then what refuses to create them. */
export async function reasonsOfPods(api: ClusterApi, workload: LiveObject): Promise<readonly string[]> {
  const namespace = textAt(workload, "metadata", "namespace");
  const labelSelector = selectorText(workload);
  if (labelSelector === "") {
    return [];
  }
  try {
    const all = await api.list(EVIDENCE.pod, { namespace, labelSelector });
    const pods = newestFirst(all.filter((pod) => at(pod, "metadata", "deletionTimestamp") === undefined));
    const found = await Promise.all(
      pods.slice(0, EXAMINED_PODS).map(async (pod) => ({
        pod: nameOf(pod),
        reasons: await reasonsOfPod(api, pod),
      })),
    );
    return [...together(found), ...(await refusals(api, workload, namespace, labelSelector))];
  } catch (error) {
    if (error instanceof ClusterError && error.status === 403) {
      return [`its pods may not be read: ${error.message}`];
    }
    throw error;
  }
}

/** One line for pods with the same reason. */
function together(
  found: readonly { readonly pod: string; readonly reasons: readonly string[] }[],
): readonly string[] {
  const podsOf = new Map<string, string[]>();
  for (const { pod, reasons } of found) {
    for (const reason of reasons) {
      podsOf.set(reason, [...(podsOf.get(reason) ?? []), pod]);
    }
  }
  return [...podsOf].map(([reason, [first = "", ...others]]) => {
    const more = others.length > 0 ? ` and ${others.length} more` : "";
    return `pod ${first}${more}: ${reason}`;
  });
}

/** Pods that admission refused do not exist: a Deployment's ReplicaSet knows why, else the workload's own events. */
async function refusals(
  api: ClusterApi,
  workload: LiveObject,
  namespace: string,
  labelSelector: string,
): Promise<readonly string[]> {
  const warnings = (await warningsOf(api, namespace, workload))
    .filter(({ reason }) => reason === "FailedCreate")
    .map(({ words }) => words);
  const sets = await api.list(EVIDENCE.replicaSet, { namespace, labelSelector });
  const failures = sets.flatMap((set) => {
    const failure = conditionOf(set, "ReplicaFailure");
    return failure?.status === "True" ? [plainReason(failure.reason, failure.message)] : [];
  });
  return [...new Set([...failures, ...warnings])];
}

function selectorText(workload: LiveObject): string {
  const equal = Object.entries(recordAt(workload, "spec", "selector", "matchLabels")).map(
    ([key, value]) => `${key}=${value}`,
  );
  const expressions = listAt(workload, "spec", "selector", "matchExpressions").flatMap((expression) => {
    const [key, operator] = [textAt(expression, "key"), textAt(expression, "operator")];
    const values = listAt(expression, "values").join(",");
    switch (operator) {
      case "In":
        return [`${key} in (${values})`];
      case "NotIn":
        return [`${key} notin (${values})`];
      case "Exists":
        return [key];
      case "DoesNotExist":
        return [`!${key}`];
      default:
        return [];
    }
  });
  return [...equal, ...expressions].join(",");
}
