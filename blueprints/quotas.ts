import type { Quota } from "#components/cluster/namespace";
import { quotaFor, type SizedPods } from "#components/cluster/quota";
import { NGINX_RESOURCES } from "#components/ingress/nginx/values";
import { MONITORING_RESOURCES } from "#components/observability/monitoring/resources";
import { OPERATOR_RESOURCES } from "#components/operator/platform-operator";
import { allocatable } from "#models/google/allocatable";
import type { ClusterNodes } from "./cluster.ts";

/** What determines the platform's pods. */
export interface PlatformPods {
  /** Replicas of each controller. */
  readonly replicas: number;
  /** Pods of the ingress controller at most. */
  readonly ingressMaxReplicas: number;
  /** The stack's own nodes; undefined if an existing cluster provides all, so that their number is not known. */
  readonly nodes: ClusterNodes | undefined;
}

/** Parts of an operator: controller, webhook, and a third for certificates. */
const OPERATOR_PARTS = 3;

/** Pods that a rollout of the ingress controller adds: a quarter, by the default of Deployments. */
const INGRESS_SURGE = 0.25;

/**
 * Quotas of the platform's namespaces, for the pods in them; undefined where the number of nodes is not known, so that
 * the default of a Namespace applies.
 */
export function platformQuotas({ replicas, ingressMaxReplicas, nodes }: PlatformPods) {
  if (!nodes) {
    return undefined;
  }
  const ingress = Math.ceil(ingressMaxReplicas * (1 + INGRESS_SURGE));
  return {
    operator: quotaFor([{ pods: OPERATOR_PARTS * (replicas + 1), resources: OPERATOR_RESOURCES }]),
    ingress: quotaFor([{ pods: ingress, resources: NGINX_RESOURCES }]),
    monitoring: quotaFor(monitoringPods(replicas, nodes.max)),
  };
}

function monitoringPods(replicas: number, nodes: number): readonly SizedPods[] {
  const alertmanagers = replicas > 1 ? 3 : 1;
  const parts = MONITORING_RESOURCES;
  // A Deployment's rollout starts a pod before it stops one.
  const twice = (resources: SizedPods["resources"]) => ({ pods: 2, resources });
  return [
    { pods: replicas, resources: parts.prometheus },
    { pods: alertmanagers, resources: parts.alertmanager },
    { pods: replicas + alertmanagers, resources: parts.configReloader },
    ...[
      parts.operator,
      parts.kubeStateMetrics,
      parts.grafana,
      parts.grafanaSidecar,
      parts.grafanaSidecar,
    ].map(twice),
    { pods: nodes + 1, resources: parts.nodeExporter },
  ];
}

/** Share of the nodes that a system's namespace may use; the rest is the platform's and the cloud's. */
const SHARE = 0.5;

/**
 * The quota of a system's namespace: a share of all that its nodes can offer. Undefined where that is not known.
 */
export function systemQuota(nodes: ClusterNodes | undefined): Quota | undefined {
  const node = nodes && allocatable(nodes.machineType);
  if (!node) {
    return undefined;
  }
  const memoryGiB = Math.max(1, Math.floor((nodes.max * node.memory * SHARE) / 2 ** 30));
  return {
    pods: 100,
    cpuRequests: Math.floor(nodes.max * node.cpu * SHARE * 10) / 10,
    memoryRequestsGiB: memoryGiB,
    // Limits are more than what is set aside, since not all pods reach theirs at once.
    memoryLimitsGiB: 2 * memoryGiB,
  };
}

/** Memory limit of Prometheus, in MiB: what a node offers less a quarter for its other pods, and 4 GiB at most. */
export function prometheusMemoryMiB(nodes: ClusterNodes | undefined): number | undefined {
  const node = nodes && allocatable(nodes.machineType);
  const share = node && Math.floor((node.memory * 0.75) / 2 ** 20 / 128) * 128;
  return share === undefined || share >= 4096 ? undefined : Math.max(1024, share);
}
