import { type ClusterApi, type Kind, UnservedKind } from "../cluster/api.ts";
import { type LiveObject, nameOf, textAt } from "../cluster/live.ts";
import { EVIDENCE } from "../evidence.ts";
import type { ExpectedObject } from "../expected.ts";
import { done, failed, type Judge, type Verdict, waiting } from "./judge.ts";
import { judgeDaemonSet, judgeDeployment, judgeStatefulSet } from "./workloads.ts";

const WORKLOADS: readonly (readonly [Kind, Judge])[] = [
  [EVIDENCE.deployment, judgeDeployment],
  [EVIDENCE.statefulSet, judgeStatefulSet],
  [EVIDENCE.daemonSet, judgeDaemonSet],
];

/** A Helm release is done when all workloads are that Helm annotated as its own. Its records, Secrets, are not read. */
export async function judgeRelease(expected: ExpectedObject, api: ClusterApi): Promise<Verdict> {
  const parts = await Promise.all(
    WORKLOADS.map(async ([kind, judge]) => {
      const found = await workloadsOf(expected, api, kind);
      return Promise.all(
        found.map(async (live) => ({
          name: `${kind.kind} ${nameOf(live)}`,
          verdict: await judge(live, { ...expected, ...kind, inputs: {} }, api),
        })),
      );
    }),
  );
  const workloads = parts.flat();
  const lacking = workloads.filter(({ verdict }) => verdict.state !== "done");
  if (lacking.length === 0) {
    return done(
      workloads.length === 0
        ? "has no workloads of its own"
        : `${workloads.length} ${workloads.length === 1 ? "workload" : "workloads"} available`,
    );
  }
  const reasons = lacking.flatMap(({ name, verdict }) => [
    `${name}: ${verdict.summary}`,
    ...verdict.reasons.map((reason) => `${name}: ${reason}`),
  ]);
  const outcome = lacking.some(({ verdict }) => verdict.state === "failed") ? failed : waiting;
  return outcome(`${lacking.length} of ${workloads.length} workloads not available`, reasons);
}

async function workloadsOf(
  { namespace, name, logicalName }: ExpectedObject,
  api: ClusterApi,
  kind: Kind,
): Promise<readonly LiveObject[]> {
  const release = name ?? logicalName;
  try {
    const all = await api.list(kind, { namespace, labelSelector: "app.kubernetes.io/managed-by=Helm" });
    return all.filter(
      (live) => textAt(live, "metadata", "annotations", "meta.helm.sh/release-name") === release,
    );
  } catch (error) {
    if (error instanceof UnservedKind) {
      return [];
    }
    throw error;
  }
}
