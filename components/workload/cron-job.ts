import { CronJob as KubernetesCronJob } from "@pulumi/kubernetes/batch/v1/cronJob.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { cronSchedule } from "#models/grammar/cron";
import { timeZone as zone } from "#models/grammar/time-zone";
import { type ArgumentChecks, argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { linksTo } from "../core/endpoint-group.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkRun, jobSpec, type RunArgs } from "./job-spec.ts";
import type { PodArgs } from "./pod/args.ts";
import { imageFact } from "./pod/container/image.ts";
import { resourceFacts } from "./pod/container/resources.ts";
import { secretOptOuts } from "./pod/container/secret-environment.ts";
import { createPodParts, type PodParts, startsAfter } from "./pod/parts.ts";
import { plainSettings, podWithDefaults } from "./pod/settings.ts";

export type { RunArgs } from "./job-spec.ts";

/** Arguments of a {@link CronJob}. */
export interface CronJobArgs extends PodArgs, RunArgs {
  /**
   * Schedule: minute, hour, day of month, month, day of week (0 to 6 from Sunday, or names), such as `0 * * * *`; or
   * `@hourly`, `@daily`, `@weekly`, `@monthly`, `@yearly`.
   */
  readonly schedule: string;
  /** Time zone of the schedule in the IANA database. Default "Etc/UTC": it has no daylight saving time. */
  readonly timeZone?: string;
  /** What to do if the previous run is still active. Default "skip". */
  readonly whenRunning?: "skip" | "replace" | "both";
  /** Starting deadline of a missed run, in seconds. Default 300. */
  readonly startWithinSeconds?: number;
  /** Default 3600. */
  readonly deadlineSeconds?: number;
  /** Default 2. */
  readonly retries?: number;
  /** Default 604800, a week. */
  readonly keepSeconds?: number;
  /** Number of finished runs to keep. Default 3 successful and 3 failed ones. */
  readonly history?: { readonly succeeded?: number; readonly failed?: number };
  /** Whether the schedule is suspended. Default false. */
  readonly suspended?: boolean;
}

const CONCURRENCY = { skip: "Forbid", replace: "Replace", both: "Allow" } as const;

/** Runs on a schedule, such as a backup or a cleanup. @public */
export class CronJob extends Component {
  readonly resources: PodParts & { readonly cronJob: KubernetesCronJob };

  constructor(name: string, args: CronJobArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("CronJob", name, args);
    const settings = podWithDefaults(checks, "CronJob", name, args);
    checkCronJob(checks, args);
    const { schedule, timeZone = "Etc/UTC", whenRunning = "skip", startWithinSeconds = 300 } = args;
    const { deadlineSeconds = 3600, retries = 2, keepSeconds = 604_800, suspended = false } = args;
    const { succeeded = 3, failed = 3 } = args.history ?? {};
    const run = { deadlineSeconds, retries, keepSeconds };
    const timing = {
      schedule,
      timeZone,
      whenRunning,
      startWithinSeconds,
      history: { succeeded, failed },
      suspended,
    };
    super("workload", "CronJob", name, { ...plainSettings(settings), ...run, ...timing }, opts);
    const parts = createPodParts(this, settings);
    const labels = labelsOf(settings);
    const cronJob = new KubernetesCronJob(
      name,
      {
        metadata: { name: settings.name, namespace: settings.namespace, labels },
        spec: {
          schedule,
          timeZone,
          concurrencyPolicy: CONCURRENCY[whenRunning],
          startingDeadlineSeconds: startWithinSeconds,
          successfulJobsHistoryLimit: succeeded,
          failedJobsHistoryLimit: failed,
          suspend: suspended,
          jobTemplate: { metadata: { labels }, spec: jobSpec(settings, run) },
        },
      },
      { parent: this, dependsOn: startsAfter(parts) },
    );
    this.resources = { ...parts, cronJob };
    this.publish({
      facts: {
        schedule: { cron: schedule, timeZone, suspended },
        run: { trigger: "schedule", deadlineSeconds, retries },
        ...resourceFacts(settings.resources),
        image: imageFact(settings.image),
        ...optOuts(secretOptOuts(settings.secretEnvironment)),
      },
      links: linksTo(this.urn, settings.links),
    });
  }
}

function checkCronJob(checks: ArgumentChecks, args: CronJobArgs): void {
  checkRun(checks, args);
  checks.that(args.schedule !== undefined, "schedule", undefined, 'schedules such as "0 3 * * 1-5"');
  checks.valid("schedule", args.schedule, cronSchedule);
  checks.valid("timeZone", args.timeZone, zone);
  // Kubernetes considers at most 100 missed runs, and its check takes place every ten seconds.
  checks.whole("startWithinSeconds", args.startWithinSeconds, 10, 86_400);
  checks.whole("history.succeeded", args.history?.succeeded, 0, 100);
  checks.whole("history.failed", args.history?.failed, 0, 100);
}
