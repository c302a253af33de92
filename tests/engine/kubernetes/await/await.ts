import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  type KubernetesObject,
  listAt,
  nameOf,
  namespaceOf,
  referenceOf,
  textAt,
} from "../../cluster/api/object.ts";
import { annotationOf, isAnnotated } from "../object/annotations.ts";
import { type Deadline, deadlineIn } from "./deadline.ts";
import { NotReady } from "./not-ready.ts";
import { reasonsOfPods } from "./pods.ts";
import { type Lacking, ROLLOUTS, waitedCondition } from "./rollout.ts";
import { isService, untilServed } from "./service.ts";

/**
 * Waits until an object is what it should be; objects of most kinds are so at once.
 *
 * @param seconds how long at most
 * @returns the object as it is then
 * @throws NotReady with the reasons in words
 */
export async function awaitReady(
  api: KubernetesApi,
  object: KubernetesObject,
  seconds: number,
  cancelled: AbortSignal,
): Promise<KubernetesObject> {
  const expressions = waitedFor(object);
  const rollout = ROLLOUTS[`${textAt(object, "apiVersion")}/${textAt(object, "kind")}`];
  if (isAnnotated(object, "skipAwait")) {
    return object;
  }
  const deadline = deadlineIn(seconds, cancelled);
  try {
    if (expressions.length > 0) {
      const conditions = expressions.map(waitedCondition);
      const lacking: Lacking = (live) => conditions.flatMap((each) => each(live));
      // The real provider has no word of the condition's own reason. Source: await/internal/awaiter.go.
      const silent = (live: KubernetesObject) =>
        new NotReady(live, [], "timed out waiting for the condition");
      return await untilNothingLacks(api, object, lacking, deadline, silent);
    }
    if (isService(object)) {
      return await untilServed(api, object, deadline);
    }
    return rollout ? await untilNothingLacks(api, object, rollout, deadline) : object;
  } finally {
    deadline.close();
  }
}

/** Waits until an object is gone. @throws NotReady with what keeps it */
export async function awaitGone(
  api: KubernetesApi,
  object: KubernetesObject,
  seconds: number,
  cancelled: AbortSignal,
): Promise<void> {
  const uid = textAt(object, "metadata", "uid");
  const deadline = deadlineIn(seconds, cancelled);
  try {
    for (;;) {
      const live = await api.get(referenceOf(object));
      if (!live || textAt(live, "metadata", "uid") !== uid) {
        return;
      }
      if (deadline.signal.aborted) {
        const finalizers = listAt(live, "metadata", "finalizers").join(", ");
        throw new NotReady(live, [`finalizers might be preventing deletion: ${finalizers || "none"}`]);
      }
      const since = textAt(live, "metadata", "resourceVersion");
      for await (const { type } of api.watch(referenceOf(object), watchOf(object), deadline.signal, since)) {
        if (type === "DELETED") {
          return;
        }
      }
    }
  } finally {
    deadline.close();
  }
}

async function untilNothingLacks(
  api: KubernetesApi,
  object: KubernetesObject,
  lacking: Lacking,
  deadline: Deadline,
  complaint?: (live: KubernetesObject) => NotReady,
): Promise<KubernetesObject> {
  let [live, reasons] = [object, lacking(object)];
  while (reasons.length > 0 && !deadline.signal.aborted) {
    for await (const { type, object: seen } of api.watch(
      referenceOf(object),
      watchOf(object),
      deadline.signal,
    )) {
      if (type === "DELETED") {
        throw new NotReady(live, ["it was deleted"]);
      }
      live = seen;
      reasons = lacking(live);
      if (reasons.length === 0) {
        return live;
      }
    }
  }
  if (reasons.length > 0) {
    throw complaint?.(live) ?? new NotReady(live, [...reasons, ...(await reasonsOfPods(api, live))]);
  }
  return live;
}

function waitedFor(object: KubernetesObject): readonly string[] {
  const text = annotationOf(object, "waitFor");
  if (!text) {
    return [];
  }
  return text.startsWith("[") ? (JSON.parse(text) as string[]) : [text];
}

function watchOf(object: KubernetesObject) {
  return { namespace: namespaceOf(object), fieldSelector: `metadata.name=${nameOf(object)}` };
}
