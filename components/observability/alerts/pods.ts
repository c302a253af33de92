import { argumentsOf } from "../../core/arguments.ts";
import { type Alerts, matches } from "./alert.ts";

/** Thresholds for pods and their autoscalers. @public */
export interface PodLimits {
  readonly namespace: string;
  /** Minutes that a pod may stay unready. Default 5 (source: howlerops, critical alerts). */
  readonly notReadyMinutes?: number;
  /** Share of the CPU limit, 0 to 1. Default 0.8 (source: howlerops, warning alerts; of the limit, not the request). */
  readonly cpuShare?: number;
  /** Share of the memory limit, 0 to 1. Default 0.9 (source: howlerops, warning alerts; of the limit, not the request). */
  readonly memoryShare?: number;
}

/** Pods are not ready, at their limits, or at their maximum number. */
export function podAlerts(limits: PodLimits) {
  argumentsOf("podAlerts", "", limits);
  const { namespace, notReadyMinutes = 5, cpuShare = 0.8, memoryShare = 0.9 } = limits;
  const within = matches("namespace", namespace);
  const perContainer = (series: string) => `sum by (namespace, pod, container) (${series})`;
  const limit = (resource: string) =>
    perContainer(`kube_pod_container_resource_limits{${within}, resource="${resource}"}`);
  const autoscaler = (series: string) => `kube_horizontalpodautoscaler_${series}{${within}}`;
  return {
    PodNotReady: {
      // A finished pod of a job is not ready either, which is correct.
      expr:
        `kube_pod_status_ready{${within}, condition="true"} == 0 ` +
        `unless on (namespace, pod) kube_pod_status_phase{${within}, phase="Succeeded"} == 1`,
      forMinutes: notReadyMinutes,
      severity: "critical",
      summary: "{{ $labels.pod }} is not ready",
      description: `The pod {{ $labels.pod }} has taken no requests for ${notReadyMinutes} minutes.`,
    },
    HighCpu: {
      expr:
        `${perContainer(`rate(container_cpu_usage_seconds_total{${within}, container!=""}[5m])`)}` +
        ` / ${limit("cpu")} > ${cpuShare}`,
      forMinutes: 5,
      severity: "warning",
      summary: "{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its CPU limit",
      description: "The container {{ $labels.container }} is about to be throttled, and slow.",
    },
    HighMemory: {
      expr:
        `${perContainer(`container_memory_working_set_bytes{${within}, container!=""}`)}` +
        ` / ${limit("memory")} > ${memoryShare}`,
      forMinutes: 5,
      severity: "warning",
      summary: "{{ $labels.pod }} uses {{ $value | humanizePercentage }} of its memory limit",
      description: "The container {{ $labels.container }} is ended when it reaches the limit.",
    },
    HpaAtMax: {
      // An autoscaler with a fixed size is always at its maximum.
      expr:
        `${autoscaler("status_current_replicas")} >= ${autoscaler("spec_max_replicas")} ` +
        `and ${autoscaler("spec_max_replicas")} > ${autoscaler("spec_min_replicas")}`,
      forMinutes: 10,
      severity: "warning",
      summary: "{{ $labels.horizontalpodautoscaler }} is at its maximum of {{ $value }} pods",
      description: "More load makes answers slow from here on: no pod is added.",
    },
  } satisfies Alerts;
}
