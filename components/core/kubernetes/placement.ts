import type * as inputs from "@pulumi/kubernetes/types/input.js";
import { labelKey, labelValue } from "#models/grammar/labels";
import type { ArgumentChecks } from "../arguments.ts";
import { GPU_NODES } from "../google/gpu-nodes.ts";

/** Constraints on the nodes on which pods may run. @public */
export interface Placement {
  /** Required labels of a node, such as `{ "cloud.google.com/gke-spot": "true" }`. Default none. */
  readonly nodeLabels?: Readonly<Record<string, string>>;
  /** Taints that the pods tolerate, by key to their effect. Default none. */
  readonly tolerates?: Readonly<Record<string, "NoSchedule" | "NoExecute" | "PreferNoSchedule">>;
}

/** The corresponding fields of a pod, and of a part of a chart. */
export interface PlacementFields {
  readonly nodeSelector?: Record<string, string>;
  readonly tolerations?: inputs.core.v1.Toleration[];
}

/** GPUs of a pod. */
export interface Gpus {
  /** Type of accelerator in Google Cloud, such as "nvidia-l4". */
  readonly type: string;
  /** GPUs of one pod, 1 to 16; they are not shared. */
  readonly count: number;
}

/** @internal */
export function checkPlacement(checks: ArgumentChecks, { nodeLabels = {}, tolerates = {} }: Placement): void {
  for (const [key, value] of Object.entries(nodeLabels)) {
    checks.valid("placement.nodeLabels", key, labelKey);
    checks.valid(`placement.nodeLabels["${key}"]`, value, labelValue);
  }
  for (const [key, effect] of Object.entries(tolerates)) {
    checks.valid("placement.tolerates", key, labelKey);
    checks.oneOf(`placement.tolerates["${key}"]`, effect, ["NoSchedule", "NoExecute", "PreferNoSchedule"]);
  }
}

/** @internal */
export function checkGpus(checks: ArgumentChecks, gpus: Gpus | undefined): void {
  checks.matches("resources.gpus.type", gpus?.type, /^nvidia-[a-z0-9-]+$/, 'kinds such as "nvidia-l4"');
  checks.whole("resources.gpus.count", gpus?.count, 1, 16);
}

/**
 * Where a pod may run. GKE taints every node with GPUs and labels it with their type; a pod that requests GPUs runs
 * only on those nodes. Source: GKE documentation, "Run GPUs in GKE Standard node pools".
 *
 * @internal
 */
export function placementOf(
  { nodeLabels = {}, tolerates = {} }: Placement = {},
  gpus?: Gpus,
): PlacementFields {
  const labels = { ...nodeLabels, ...(gpus ? { [GPU_NODES.label]: gpus.type } : {}) };
  const taints = { ...tolerates, ...(gpus ? { [GPU_NODES.taint]: "NoSchedule" } : {}) };
  const tolerations = Object.entries(taints).map(([key, effect]) => ({ key, operator: "Exists", effect }));
  return {
    ...(Object.keys(labels).length > 0 ? { nodeSelector: labels } : {}),
    ...(tolerations.length > 0 ? { tolerations } : {}),
  };
}
