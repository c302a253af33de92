import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { cronSchedule } from "#models/grammar/cron";
import { timeZone as zone } from "#models/grammar/time-zone";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { CronJob } from "./cron-job.ts";
import { checkImage } from "./pod/container/image.ts";

/** A step of the schedule: a time and a minimum number of pods. */
export interface ScheduledStep {
  /** Cron schedule: minute, hour, day of month, month, day of week, such as `0 7 * * 1-5`. */
  readonly schedule: string;
  /** Minimum number of pods from then on, 1 to 1000. */
  readonly minReplicas: number;
}

/** Arguments of a {@link ScheduledScaling}. */
export interface ScheduledScalingArgs {
  /** Namespace of the workload. */
  readonly namespace: string;
  /** The system that the workload belongs to. */
  readonly partOf: string;
  /** Name of the autoscaler, the same as its workload's; the workload's scaling must be `scheduled`. */
  readonly autoscaler: string;
  /** Steps by name, such as `morning`. Each holds until the next one. */
  readonly steps: Readonly<Record<string, ScheduledStep>>;
  /** Time zone of all schedules. Default "Etc/UTC". */
  readonly timeZone?: string;
  /** An image with kubectl, by digest. */
  readonly image: string;
  /** The cluster's API as reached by its pods. */
  readonly kubernetesApi: Endpoint;
}

/**
 * Changes the minimum number of pods on a schedule, ahead of predictable load. The autoscaler still adds pods by its
 * metrics. Each step may change only that one autoscaler. A new step applies from its next scheduled time on; until
 * then the workload's own minimum applies.
 *
 * @public
 */
export class ScheduledScaling extends Component {
  readonly resources: { readonly steps: Readonly<Record<string, CronJob>> };

  constructor(name: string, args: ScheduledScalingArgs, opts?: ComponentResourceOptions) {
    checkSteps(name, args);
    const { namespace, partOf, autoscaler, steps, timeZone = "Etc/UTC", image, kubernetesApi } = args;
    const settings = { namespace, partOf, autoscaler, steps, timeZone, image };
    super("workload", "ScheduledScaling", name, settings, opts);
    const common = {
      namespace,
      partOf,
      image,
      timeZone,
      command: ["kubectl"],
      // kubectl caches API discovery in its home directory.
      environment: { HOME: "/tmp" },
      resources: { requests: { cpu: "10m", memory: "64Mi" }, limits: { memory: "128Mi" } },
      links: [kubernetesApi],
      apiRules: [
        {
          apiGroup: "autoscaling",
          resources: ["horizontalpodautoscalers"],
          verbs: ["get", "patch"],
          names: [autoscaler],
        },
      ],
      deadlineSeconds: 300,
      keepSeconds: 86_400,
    } as const;
    this.resources = {
      steps: Object.fromEntries(
        Object.entries(steps).map(([key, { schedule, minReplicas }]) => [
          key,
          new CronJob(
            `${name}-${key}`,
            { ...common, schedule, args: patch(autoscaler, namespace, minReplicas) },
            { parent: this },
          ),
        ]),
      ),
    };
    this.publish({
      facts: {
        scheduledReplicas: Object.entries(steps).map(([key, { minReplicas, schedule }]) => ({
          name: key,
          min: minReplicas,
          cron: schedule,
          timeZone,
        })),
      },
    });
  }
}

function patch(autoscaler: string, namespace: string, minReplicas: number): string[] {
  const spec = JSON.stringify({ spec: { minReplicas } });
  return [
    "patch",
    "horizontalpodautoscaler",
    autoscaler,
    `--namespace=${namespace}`,
    "--type=merge",
    `--patch=${spec}`,
  ];
}

function checkSteps(name: string, args: ScheduledScalingArgs): void {
  const checks = argumentsOf("ScheduledScaling", name, args);
  const { steps, image, timeZone } = args;
  checkImage(checks, image, false);
  checks.that(Object.keys(steps).length > 0, "steps", steps, "at least one step");
  checks.valid("timeZone", timeZone, zone);
  for (const [key, { minReplicas, schedule }] of Object.entries(steps)) {
    checks.matches("steps", key, /^[a-z]([-a-z0-9]{0,18}[a-z0-9])?$/, "DNS labels up to 20 long");
    checks.valid(`steps.${key}.schedule`, schedule, cronSchedule);
    checks.whole(`steps.${key}.minReplicas`, minReplicas, 1, 1000);
  }
}
