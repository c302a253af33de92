import type { ClusterApi } from "../cluster/api.ts";
import { at, conditionOf, isObserved, type LiveObject, listAt, numberAt, textAt } from "../cluster/live.ts";
import type { ExpectedObject } from "../expected.ts";
import { reasonsOfPods } from "../reasons/workload.ts";
import { done, type Judge, type Verdict, waiting } from "./judge.ts";

/** Numbers of a workload's pods. */
interface Pods {
  /** As many as the plan promises; what an autoscaler asks for where the plan leaves the number to it. */
  readonly wanted: number;
  readonly updated: number;
  readonly available: number;
  readonly all: number;
}

/** A Deployment is done with the promised number of updated and available pods, and no other ones. */
export const judgeDeployment: Judge = (live, expected, api) => {
  const replicas = wantedReplicas(live, expected);
  return judgePods(live, expected, api, {
    wanted: replicas,
    updated: numberAt(live, "status", "updatedReplicas"),
    available: numberAt(live, "status", "availableReplicas"),
    all: numberAt(live, "status", "replicas"),
  });
};

export const judgeStatefulSet: Judge = (live, expected, api) => {
  const partition = numberAt(live, "spec", "updateStrategy", "rollingUpdate", "partition");
  const [current, updateRevision] = [
    textAt(live, "status", "currentRevision"),
    textAt(live, "status", "updateRevision"),
  ];
  const all = numberAt(live, "status", "replicas");
  const updated = current === updateRevision ? all : numberAt(live, "status", "updatedReplicas") + partition;
  return judgePods(live, expected, api, {
    wanted: wantedReplicas(live, expected),
    updated: Math.min(updated, all),
    available: numberAt(live, "status", "availableReplicas"),
    all,
  });
};

export const judgeDaemonSet: Judge = (live, expected, api) =>
  judgePods(live, expected, api, {
    wanted: numberAt(live, "status", "desiredNumberScheduled"),
    updated: numberAt(live, "status", "updatedNumberScheduled"),
    available: numberAt(live, "status", "numberAvailable"),
    all: numberAt(live, "status", "currentNumberScheduled"),
  });

async function judgePods(
  live: LiveObject,
  expected: ExpectedObject,
  api: ClusterApi,
  { wanted, updated, available, all }: Pods,
): Promise<Verdict> {
  const images = differentImages(live, expected);
  if (images.length > 0) {
    return waiting("does not run the plan's images", images);
  }
  if (!isObserved(live)) {
    return waiting("its controller has not seen the last change yet");
  }
  if (at(live, "spec", "paused") === true) {
    return waiting("its rollout is paused", ["spec.paused is set; resume it with `kubectl rollout resume`"]);
  }
  const counted = [updated, available, all].every((number) => number === wanted);
  if (counted) {
    return done(wanted === 1 ? "1 pod available" : `${wanted} pods available`);
  }
  const old = all - updated;
  const numbers = [
    `${updated} of ${wanted} pods updated`,
    `${available} available`,
    ...(old > 0 ? [`${old} old`] : []),
  ];
  const progressing = conditionOf(live, "Progressing");
  const stuck = progressing?.status === "False" ? [progressing.message || progressing.reason] : [];
  return waiting(numbers.join(", "), [...(await reasonsOfPods(api, live)), ...stuck]);
}

function wantedReplicas(live: LiveObject, { inputs, ignored }: ExpectedObject): number {
  const planned = ignored.includes("spec.replicas") ? undefined : at(inputs, "spec", "replicas");
  const now = at(live, "spec", "replicas");
  return typeof planned === "number" ? planned : typeof now === "number" ? now : 1;
}

/** Images that the plan knows and that the live object does not have: another release, or a manual change. */
function differentImages(live: LiveObject, { inputs }: ExpectedObject): string[] {
  const path = ["spec", "template", "spec", "containers"] as const;
  const running = new Map(
    listAt(live, ...path).map((container) => [textAt(container, "name"), textAt(container, "image")]),
  );
  return listAt(inputs, ...path).flatMap((container) => {
    const [name, planned] = [textAt(container, "name"), textAt(container, "image")];
    const now = running.get(name);
    return planned && now && now !== planned
      ? [`container ${name} runs ${now}, the plan has ${planned}; has \`pulumi up\` run with this plan?`]
      : [];
  });
}
