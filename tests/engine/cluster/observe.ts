import type { KubernetesApi } from "./api/client.ts";
import {
  isTrue,
  type Kind,
  type KubernetesObject,
  member,
  nameOf,
  namespaceOf,
  textAt,
} from "./api/object.ts";
import type { ListOptions } from "./api/query.ts";

/** Whether a pod takes requests. */
export function serves(pod: KubernetesObject): boolean {
  return isTrue(pod, "Ready") && member(pod, "metadata", "deletionTimestamp") === undefined;
}

/** How many objects pass a test after every change of any of them, until it is stopped. */
export interface Observation {
  /** One number for each moment. */
  readonly counts: readonly number[];
  stop(): Promise<void>;
}

/** Watches objects of a kind, and counts those that pass the test whenever one has changed. */
export function observe(
  api: KubernetesApi,
  kind: Kind,
  options: ListOptions,
  test: (object: KubernetesObject) => boolean,
): Observation {
  const ended = new AbortController();
  const counts: number[] = [];
  const passing = new Set<string>();
  const watching = (async () => {
    for await (const { type, object } of api.watch(kind, options, ended.signal)) {
      const passes = type !== "DELETED" && test(object);
      passing[passes ? "add" : "delete"](nameOf(object));
      counts.push(passing.size);
    }
  })();
  return {
    counts,
    async stop() {
      ended.abort();
      await watching;
    },
  };
}

/** Waits until the objects of a kind, all together, are as they should be. @throws Error with what is missing */
export async function until(
  api: KubernetesApi,
  kind: Kind,
  options: ListOptions,
  seconds: number,
  test: (objects: readonly KubernetesObject[]) => boolean,
): Promise<readonly KubernetesObject[]> {
  const signal = AbortSignal.timeout(seconds * 1000);
  const known = new Map<string, KubernetesObject>();
  for await (const { type, object } of api.watch(kind, options, signal)) {
    const key = `${namespaceOf(object)} ${nameOf(object)}`;
    if (type === "DELETED") {
      known.delete(key);
    } else {
      known.set(key, object);
    }
    const objects = [...known.values()];
    if (test(objects)) {
      return objects;
    }
  }
  const found = [...known.values()].map((object) => `${nameOf(object)} ${textAt(object, "status", "phase")}`);
  throw new Error(`after ${seconds} s the objects of kind ${kind.kind} are: ${found.join(", ") || "none"}`);
}
