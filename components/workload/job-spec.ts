import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ArgumentChecks } from "../core/arguments.ts";
import type { PodSettings } from "./pod/settings.ts";
import { podTemplate } from "./pod/template.ts";

/** How a run to an end behaves. */
export interface RunArgs {
  /** Seconds that a run may take, retries included; after them it is ended and has failed. */
  readonly deadlineSeconds?: number;
  /** How often a failed run is tried again, with growing waits. Pods that lost their node do not count. */
  readonly retries?: number;
  /** Seconds that a finished run and its logs stay in the cluster. */
  readonly keepSeconds?: number;
}

export function checkRun(checks: ArgumentChecks, { deadlineSeconds, retries, keepSeconds }: RunArgs): void {
  checks.whole("deadlineSeconds", deadlineSeconds, 1, 604_800, "a week");
  checks.whole("retries", retries, 0, 20);
  checks.whole("keepSeconds", keepSeconds, 60, 2_592_000, "a minute to 30 days");
}

/** One pod at a time, tried again until it ends well or the deadline has passed. */
export function jobSpec(settings: PodSettings, run: Required<RunArgs>): inputs.batch.v1.JobSpec {
  return {
    activeDeadlineSeconds: run.deadlineSeconds,
    backoffLimit: run.retries,
    ttlSecondsAfterFinished: run.keepSeconds,
    // A pod that was evicted or lost its node says nothing about the job.
    podFailurePolicy: {
      rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
    },
    // The next pod waits for the end of the last: no two of them ever work at the same time.
    podReplacementPolicy: "Failed",
    template: podTemplate(settings, { restartPolicy: "Never" }),
  };
}
