import { Deployment } from "@pulumi/kubernetes/apps/v1/deployment.js";
import { HorizontalPodAutoscaler } from "@pulumi/kubernetes/autoscaling/v2/horizontalPodAutoscaler.js";
import { PodDisruptionBudget } from "@pulumi/kubernetes/policy/v1/podDisruptionBudget.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ComponentResource, Resource } from "@pulumi/pulumi";
import { ignoring } from "../core/ignored-changes.ts";
import { labelsOf, selectorOf } from "../core/kubernetes/labels.ts";
import { rolloutTimeouts } from "../core/kubernetes/timeouts.ts";
import { autoscalerSpec } from "./autoscaling/autoscaler.ts";
import { isAutoscaled, type Scaling } from "./autoscaling/scaling.ts";
import type { PodSettings } from "./pod/settings.ts";

/** The resources that keep a workload's pods running. */
export interface RunningPods {
  readonly deployment: Deployment;
  /** Absent if the number of pods is fixed. */
  readonly autoscaler: HorizontalPodAutoscaler | undefined;
  readonly disruptionBudget: PodDisruptionBudget;
}

/** Inputs of a Deployment besides the pods' settings. */
export interface DeploymentSource {
  readonly scaling: Scaling;
  readonly template: inputs.core.v1.PodTemplateSpec;
  /** Resources that must exist before pods start. */
  readonly dependsOn: Resource[];
  /** Whether new pods start before old ones stop, or after, so that never two run. Default "start-first". */
  readonly rollout?: Rollout;
}

/** Which pods a rollout begins with. */
export type Rollout = "start-first" | "stop-first";

const STRATEGIES = {
  // Source: howlerops, rollout: one pod more than needed, never one fewer.
  "start-first": { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
  "stop-first": { type: "Recreate" },
} as const satisfies Readonly<Record<Rollout, inputs.apps.v1.DeploymentStrategy>>;

/**
 * Declares a Deployment that rolls out without downtime (unless it may never run twice), its autoscaler, and a disruption budget that limits voluntary
 * disruptions to one pod at a time.
 */
export function createDeployment(
  parent: ComponentResource,
  settings: PodSettings,
  { scaling, template, dependsOn, rollout = "start-first" }: DeploymentSource,
): RunningPods {
  const { id, name, namespace } = settings;
  const metadata = { name, namespace, labels: labelsOf(settings) };
  const selector = { matchLabels: selectorOf(name) };
  const autoscaled = isAutoscaled(scaling);
  const deployment = new Deployment(
    id,
    {
      metadata,
      spec: {
        ...(autoscaled ? {} : { replicas: scaling.replicas }),
        selector,
        strategy: STRATEGIES[rollout],
        revisionHistoryLimit: 3,
        template,
      },
    },
    {
      parent,
      dependsOn,
      customTimeouts: rolloutTimeouts(autoscaled ? scaling.maxReplicas : scaling.replicas),
      ...(autoscaled
        ? ignoring({ path: "spec.replicas", because: "the autoscaler decides; an update would revert it" })
        : {}),
    },
  );
  const autoscaler = autoscaled
    ? new HorizontalPodAutoscaler(
        id,
        { metadata, spec: autoscalerSpec(name, scaling) },
        {
          parent,
          ...(scaling.scheduled
            ? ignoring({
                path: "spec.minReplicas",
                because: "the schedule decides; an update at noon would restore the night's value",
              })
            : {}),
        },
      )
    : undefined;
  const disruptionBudget = new PodDisruptionBudget(
    id,
    // Pods that never became ready must not block drains: they may always be evicted.
    { metadata, spec: { selector, maxUnavailable: 1, unhealthyPodEvictionPolicy: "AlwaysAllow" } },
    { parent },
  );
  return { deployment, autoscaler, disruptionBudget };
}
