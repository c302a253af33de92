import { conditionOf, numberAt, textAt } from "../cluster/live.ts";
import { done, type Judge, waiting } from "./judge.ts";

/** An autoscaler is done when it can scale, reads its metrics and its target has the least number of pods. */
export const judgeAutoscaler: Judge = (live) => {
  const target = textAt(live, "spec", "scaleTargetRef", "name");
  const [able, active] = [conditionOf(live, "AbleToScale"), conditionOf(live, "ScalingActive")];
  if (!able) {
    return waiting("has not looked at its target yet");
  }
  if (able.status === "False") {
    return waiting(`cannot scale ${target}`, [`${able.reason}: ${able.message}`]);
  }
  if (active?.status === "False" && active.reason !== "ScalingDisabled") {
    return waiting("cannot read its metrics", [`${active.reason}: ${active.message}`]);
  }
  const least = numberAt(live, "spec", "minReplicas") || 1;
  const now = numberAt(live, "status", "currentReplicas");
  return now >= least || active?.reason === "ScalingDisabled"
    ? done(`${now} pods, ${least} to ${numberAt(live, "spec", "maxReplicas")}`)
    : waiting(`${now} pods, at least ${least} are promised`);
};
