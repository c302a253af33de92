import { NAME_LABEL } from "#components/core/kubernetes/labels";
import { quantityOf } from "#models/grammar/quantity";
import { conditionOf, type KubernetesObject, listAt, nameOf, namespaceOf, textAt } from "../api/object.ts";
import { serves } from "../observe.ts";

/** What all pods of a workload together have to carry. */
export interface Load {
  /** Thousandths of a processor. Default 0. */
  readonly cpuMillis?: number;
  /** Default 0. */
  readonly memoryMiB?: number;
}

/**
 * Seconds that a sample covers. A pod carries its share once it has been ready for as long: from then on the
 * autoscaler's controller counts its samples of CPU, so that no share is lost in between.
 * Source: Kubernetes 1.36, pkg/controller/podautoscaler/replica_calculator.go, groupPods.
 */
export const WINDOW_SECONDS = 2;

const KIBIBYTE = 2 ** 10;

/** The workload whose pod it is, by the label that Services and policies select it by. */
export function workloadOf(pod: KubernetesObject): string {
  return textAt(pod, "metadata", "labels", NAME_LABEL);
}

/**
 * Samples of pods as metrics-server reports them: those that serve share the load of their workload equally, in
 * whole thousandths of a processor and whole kibibytes, each up to its limit. The first container does the work.
 *
 * @param now when the samples are taken
 */
export function samplesOf(
  pods: readonly KubernetesObject[],
  loadOf: (workload: string) => Load,
  now: Date,
): KubernetesObject[] {
  // The API knows whole seconds only.
  const timestamp = `${now.toISOString().slice(0, 19)}Z`;
  const serving = pods.filter(serves);
  const carrying = serving.filter((pod) => Date.parse(timestamp) >= readySince(pod) + WINDOW_SECONDS * 1000);
  return serving.map((pod) => {
    const { cpuMillis = 0, memoryMiB = 0 } = loadOf(workloadOf(pod));
    const siblings = carrying.filter((each) => workloadOf(each) === workloadOf(pod));
    const place = siblings.indexOf(pod);
    const share = (total: number, limit: number) =>
      place < 0 ? 0 : Math.min(limit, Math.floor((total + place) / siblings.length));
    const limits = ["spec", "containers", 0, "resources", "limits"];
    const cores = quantityOf(textAt(pod, ...limits, "cpu")) ?? Number.POSITIVE_INFINITY;
    const bytes = quantityOf(textAt(pod, ...limits, "memory")) ?? Number.POSITIVE_INFINITY;
    const usage = {
      cpu: `${share(cpuMillis, cores * 1000)}m`,
      memory: `${share(memoryMiB * KIBIBYTE, bytes / KIBIBYTE)}Ki`,
    };
    return {
      kind: "PodMetrics",
      apiVersion: "metrics.k8s.io/v1beta1",
      metadata: { name: nameOf(pod), namespace: namespaceOf(pod) },
      timestamp,
      window: `${WINDOW_SECONDS}s`,
      containers: listAt(pod, "spec", "containers").map((container, index) => ({
        name: textAt(container, "name"),
        usage: index === 0 ? usage : { cpu: "0", memory: "0" },
      })),
    };
  });
}

function readySince(pod: KubernetesObject): number {
  return Date.parse(textAt(conditionOf(pod, "Ready"), "lastTransitionTime"));
}
