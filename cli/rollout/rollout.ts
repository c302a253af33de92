import { setTimeout as sleep } from "node:timers/promises";
import { ClusterError } from "./cluster/api.ts";
import type { OpenedCluster } from "./cluster/kubeconfig.ts";
import type { ExpectedObject } from "./expected.ts";
import type { Verdict } from "./judges/judge.ts";
import { judgeObject } from "./judges/judges.ts";

/** An object of the plan with its verdict. */
export interface Judged {
  readonly object: ExpectedObject;
  readonly verdict: Verdict;
}

export interface RolloutOptions {
  /** Seconds after which the rollout is judged as it is. */
  readonly timeoutSeconds: number;
  /** Seconds between two looks. Default 2. */
  readonly intervalSeconds?: number;
  /** Is called after each look. */
  readonly onLook?: (judged: readonly Judged[]) => void;
}

/**
 * Looks at the objects until each is done or failed for good, or the time is up.
 *
 * @throws ClusterError when a cluster cannot be read: at once the first time, later only if it lasts to the end
 */
export async function followRollout(
  objects: readonly ExpectedObject[],
  clusters: readonly OpenedCluster[],
  { timeoutSeconds, intervalSeconds = 2, onLook }: RolloutOptions,
): Promise<readonly Judged[]> {
  const end = performance.now() + timeoutSeconds * 1000;
  let last: readonly Judged[] | undefined;
  for (;;) {
    try {
      last = await look(objects, clusters);
      onLook?.(last);
      if (last.every(({ verdict }) => verdict.state !== "waiting")) {
        return last;
      }
      if (performance.now() >= end) {
        return last;
      }
    } catch (error) {
      const transient = error instanceof ClusterError && error.status !== 401 && error.status !== 403;
      if (!transient || last === undefined || performance.now() >= end) {
        throw error;
      }
    }
    await sleep(Math.max(0, Math.min(intervalSeconds * 1000, end - performance.now())));
  }
}

/** Objects that are judged at the same time: an API server limits the requests of one client. */
const CONCURRENCY = 8;

async function look(
  objects: readonly ExpectedObject[],
  clusters: readonly OpenedCluster[],
): Promise<readonly Judged[]> {
  const apis = new Map(clusters.map(({ id, api }) => [id, api]));
  const judged: Judged[] = [];
  for (let from = 0; from < objects.length; from += CONCURRENCY) {
    const part = objects.slice(from, from + CONCURRENCY).map(async (object) => {
      const api = apis.get(object.cluster);
      if (!api) {
        throw new Error(`cluster ${object.cluster} is not open`);
      }
      return { object, verdict: await judgeObject(object, api) };
    });
    judged.push(...(await Promise.all(part)));
  }
  return judged;
}
