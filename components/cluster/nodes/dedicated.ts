import { GPU_NODES } from "../../core/google/gpu-nodes.ts";
import type { Dedication, Taint } from "../gke/args.ts";

/** The labels that identify a pool's nodes, and the taints that repel other pods. */
interface Marks {
  /** Labels that a pod selects. */
  readonly selector: Readonly<Record<string, string>>;
  /** Whether GKE sets those labels itself; then a pool must not. */
  readonly labelledByGke: boolean;
  readonly taints: Readonly<Record<string, Taint>>;
}

const DEDICATED: Readonly<Record<Dedication, Marks>> = {
  /**
   * GKE's pods tolerate this taint, so that they share the pool with the platform's controllers (source: GKE, isolate
   * your workloads in dedicated node pools; GoogleCloudPlatform/prometheus-engine, pull request 1211).
   */
  system: {
    selector: { "strata/pool": "system" },
    labelledByGke: false,
    taints: { "components.gke.io/gke-managed-components": { value: "true", effect: "NO_SCHEDULE" } },
  },
  /** On Autopilot the same selector provisions spot nodes and tolerates their taint. Source: GKE, Spot VMs. */
  spot: {
    selector: { "cloud.google.com/gke-spot": "true" },
    labelledByGke: true,
    taints: { "cloud.google.com/gke-spot": { value: "true", effect: "NO_SCHEDULE" } },
  },
};

/** Where pods may run, as an argument of workloads. @public */
export interface NodePlacement {
  readonly nodeLabels: Readonly<Record<string, string>>;
  readonly tolerates: Readonly<Record<string, "NoSchedule" | "NoExecute" | "PreferNoSchedule">>;
}

/**
 * The placement of pods on a dedicated pool: only there, and tolerating its taints. On Autopilot "spot" provisions such
 * nodes; there is no system pool, since Google places system pods.
 */
export function placementOn(dedication: Dedication): NodePlacement {
  const { selector, taints } = DEDICATED[dedication];
  return {
    nodeLabels: { ...selector },
    tolerates: Object.fromEntries(
      Object.entries(taints).map(([key, { effect }]) => [key, EFFECTS[effect]] as const),
    ),
  };
}

const EFFECTS = {
  NO_SCHEDULE: "NoSchedule",
  PREFER_NO_SCHEDULE: "PreferNoSchedule",
  NO_EXECUTE: "NoExecute",
} as const satisfies Record<Taint["effect"], string>;

/** The labels and taints that match {@link placementOn}, or a pod that requests GPUs. @internal */
export function marksOf(
  dedication: Dedication | undefined,
  hasGpus: boolean,
): { labels: Readonly<Record<string, string>>; taints: Readonly<Record<string, Taint>> } {
  const marks = dedication && DEDICATED[dedication];
  return {
    labels: marks && !marks.labelledByGke ? marks.selector : {},
    taints: {
      ...marks?.taints,
      ...(hasGpus ? { [GPU_NODES.taint]: { value: "present", effect: "NO_SCHEDULE" } } : {}),
    },
  };
}
