import type { KubernetesApi } from "../../cluster/api/client.ts";
import {
  type KubernetesObject,
  listAt,
  member,
  nameOf,
  namespaceOf,
  recordAt,
  referenceOf,
  textAt,
} from "../../cluster/api/object.ts";
import { annotationOf, isAnnotated } from "../object/annotations.ts";
import { type Deadline, deadlineIn } from "./deadline.ts";
import { reasonsOfPods } from "./pods.ts";
import { type Lacking, ROLLOUTS, waitedCondition } from "./rollout.ts";

/** An object is there, but did not become what it should be in time. */
export class NotReady extends Error {
  readonly live: KubernetesObject;
  readonly reasons: readonly string[];

  constructor(live: KubernetesObject, reasons: readonly string[]) {
    super(`'${nameOf(live)}' timed out waiting to be Ready`);
    this.name = "NotReady";
    this.live = live;
    this.reasons = reasons;
  }
}

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
      return await untilNothingLacks(
        api,
        object,
        (live) => conditions.flatMap((each) => each(live)),
        deadline,
      );
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
    throw new NotReady(live, [...reasons, ...(await reasonsOfPods(api, live))]);
  }
  return live;
}

/** A Service is ready when one of the pods that it names is. */
async function untilServed(
  api: KubernetesApi,
  service: KubernetesObject,
  deadline: Deadline,
): Promise<KubernetesObject> {
  const waits =
    Object.keys(recordAt(service, "spec", "selector")).length > 0 &&
    textAt(service, "spec", "type") !== "ExternalName";
  if (!waits) {
    return service;
  }
  const kind = { apiVersion: "discovery.k8s.io/v1", kind: "EndpointSlice" };
  const options = {
    namespace: namespaceOf(service),
    labelSelector: `kubernetes.io/service-name=${nameOf(service)}`,
  };
  for await (const { object: slice } of api.watch(kind, options, deadline.signal)) {
    const ready = listAt(slice, "endpoints").some(
      (endpoint) => member(endpoint, "conditions", "ready") === true,
    );
    if (ready) {
      return api.read(referenceOf(service));
    }
  }
  throw new NotReady(service, [
    "Service does not target any Pods. Selected Pods may not be ready, or field '.spec.selector' may not match labels on any Pods",
  ]);
}

function isService({ apiVersion, kind }: KubernetesObject): boolean {
  return apiVersion === "v1" && kind === "Service";
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
