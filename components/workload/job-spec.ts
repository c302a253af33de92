import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ArgumentChecks } from "../core/arguments.ts";
import type { PodSettings } from "./pod/settings.ts";
import { podTemplate } from "./pod/template.ts";

/** Settings of a run to completion. */
export interface RunArgs {
  /** Deadline of a run including retries, in seconds; after it the run is terminated as failed. */
  readonly deadlineSeconds?: number;
  /** Number of retries of a failed run, with increasing backoff. Pods that lost their node do not count. */
  readonly retries?: number;
  /** Retention of a finished run and its logs, in seconds. */
  readonly keepSeconds?: number;
}

export function checkRun(checks: ArgumentChecks, { deadlineSeconds, retries, keepSeconds }: RunArgs): void {
  checks.whole("deadlineSeconds", deadlineSeconds, 1, 604_800, "a week");
  checks.whole("retries", retries, 0, 20);
  checks.whole("keepSeconds", keepSeconds, 60, 2_592_000, "a minute to 30 days");
}

/** One pod at a time, retried until it succeeds or the deadline has passed. */
export function jobSpec(settings: PodSettings, run: Required<RunArgs>): inputs.batch.v1.JobSpec {
  return {
    activeDeadlineSeconds: run.deadlineSeconds,
    backoffLimit: run.retries,
    ttlSecondsAfterFinished: run.keepSeconds,
    // A pod that was evicted or lost its node is no failure of the job.
    podFailurePolicy: {
      rules: [{ action: "Ignore", onPodConditions: [{ type: "DisruptionTarget", status: "True" }] }],
    },
    // The next pod waits for the end of the previous one: two never run at the same time.
    podReplacementPolicy: "Failed",
    template: podTemplate(settings, { restartPolicy: "Never" }),
  };
}
