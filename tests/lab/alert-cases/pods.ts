import type { AlertCase } from "./case.ts";

const pod = 'namespace="shop", pod="backend-1"';
const container = `${pod}, container="backend"`;
const hpa = 'namespace="shop", horizontalpodautoscaler="backend"';
const onePod = { namespace: "shop", pod: "backend-1" };

/** Pods that are not ready, or short of something. */
export const POD_CASES: readonly AlertCase[] = [
  {
    alert: "PodNotReady",
    when: "after 5 minutes",
    series: {
      [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10",
      [`kube_pod_status_phase{${pod}, phase="Running"}`]: "1x10",
    },
    minutes: 7,
    fires: [{ ...onePod, condition: "true" }],
  },
  {
    alert: "PodNotReady",
    when: "before 5 minutes are over",
    series: { [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10" },
    minutes: 5,
    fires: [],
  },
  {
    alert: "PodNotReady",
    when: "for a job that has ended",
    series: {
      [`kube_pod_status_ready{${pod}, condition="true"}`]: "1 0x10",
      [`kube_pod_status_phase{${pod}, phase="Succeeded"}`]: "0 1x10",
    },
    minutes: 10,
    fires: [],
  },
  {
    alert: "PodNotReady",
    when: "for pods of other systems",
    series: { 'kube_pod_status_ready{namespace="other", pod="x", condition="true"}': "0x10" },
    minutes: 10,
    fires: [],
  },
  {
    alert: "HighCpu",
    when: "above 80 % of the limit",
    series: {
      [`container_cpu_usage_seconds_total{${container}}`]: "0+27x15",
      [`kube_pod_container_resource_limits{${container}, resource="cpu"}`]: "0.5x15",
    },
    minutes: 12,
    fires: [{ ...onePod, container: "backend" }],
  },
  {
    alert: "HighCpu",
    when: "above the request and below the limit",
    series: {
      [`container_cpu_usage_seconds_total{${container}}`]: "0+12x15",
      [`kube_pod_container_resource_limits{${container}, resource="cpu"}`]: "0.5x15",
    },
    minutes: 12,
    fires: [],
  },
  {
    alert: "HighMemory",
    when: "above 90 % of the limit",
    series: {
      [`container_memory_working_set_bytes{${container}}`]: "950x15",
      [`kube_pod_container_resource_limits{${container}, resource="memory"}`]: "1000x15",
    },
    minutes: 8,
    fires: [{ ...onePod, container: "backend" }],
  },
  {
    alert: "HighMemory",
    when: "at 85 %, and on a peak of a minute",
    series: {
      [`container_memory_working_set_bytes{${container}}`]: "850x5 990 850x9",
      [`kube_pod_container_resource_limits{${container}, resource="memory"}`]: "1000x15",
    },
    minutes: 6,
    fires: [],
  },
  {
    alert: "HpaAtMax",
    when: "when all ten pods run",
    series: {
      [`kube_horizontalpodautoscaler_status_current_replicas{${hpa}}`]: "10x15",
      [`kube_horizontalpodautoscaler_spec_max_replicas{${hpa}}`]: "10x15",
      [`kube_horizontalpodautoscaler_spec_min_replicas{${hpa}}`]: "2x15",
    },
    minutes: 12,
    fires: [{ namespace: "shop", horizontalpodautoscaler: "backend" }],
  },
  {
    alert: "HpaAtMax",
    when: "where least and most are the same",
    series: {
      [`kube_horizontalpodautoscaler_status_current_replicas{${hpa}}`]: "3x15",
      [`kube_horizontalpodautoscaler_spec_max_replicas{${hpa}}`]: "3x15",
      [`kube_horizontalpodautoscaler_spec_min_replicas{${hpa}}`]: "3x15",
    },
    minutes: 12,
    fires: [],
  },
];
