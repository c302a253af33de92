import { at, conditionOf, textAt } from "../cluster/live.ts";
import { plainReason } from "../reasons/plain.ts";
import { reasonsOfPods } from "../reasons/workload.ts";
import { done, failed, type Judge, waiting } from "./judge.ts";

/** A Job is done when it is complete; one that failed does not start again. */
export const judgeJob: Judge = async (live, _expected, api) => {
  const failure = conditionOf(live, "Failed");
  if (failure?.status === "True") {
    return failed("failed", [
      ...(await reasonsOfPods(api, live)),
      plainReason(failure.reason, failure.message),
    ]);
  }
  if (conditionOf(live, "Complete")?.status === "True") {
    return done("complete");
  }
  if (at(live, "spec", "suspend") === true) {
    return waiting("is suspended");
  }
  return waiting("runs", await reasonsOfPods(api, live));
};

/** A CronJob is done when it exists: its runs are judged by its alerts. */
export const judgeCronJob: Judge = (live) =>
  done(
    at(live, "spec", "suspend") === true
      ? "exists, suspended"
      : `scheduled ${textAt(live, "spec", "schedule")}`,
  );
