import type { Input } from "@pulumi/pulumi";
import { type Placement, placementOf } from "../../core/kubernetes/placement.ts";
import { spreadOver } from "../../core/kubernetes/spread.ts";
import { NGINX_PODS, type NginxChartValues } from "./chart.ts";
import type { NginxConfigEntries } from "./config-keys.ts";

/** Inputs of the chart's values, with defaults filled in. */
export interface NginxValuesFrom {
  readonly className: string;
  readonly entries: NginxConfigEntries;
  readonly service: ServiceValues;
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly targetCpuPercent: number;
  readonly spread: "zones" | "nodes";
  readonly watchNamespaces: readonly string[];
  readonly priorityClassName?: string;
  readonly placement?: Placement;
  readonly podLabels: Readonly<Record<string, string>>;
}

/** How the controller is reached: at its own address, or through a load balancer's endpoint groups. */
export type ServiceValues =
  | { readonly kind: "address"; readonly address: Input<string>; readonly sourceRanges: readonly string[] }
  | { readonly kind: "endpoint-group"; readonly name: string; readonly certificate: string };

/** Requests and limits of a controller's pod. */
export const NGINX_RESOURCES = {
  requests: { cpu: "100m", memory: "256Mi" },
  limits: { cpu: "1", memory: "512Mi" },
};

/** The values of the controller's chart. */
export function nginxValues(from: NginxValuesFrom): NginxChartValues {
  return {
    controller: {
      kind: "deployment",
      logFormat: "json",
      config: { entries: from.entries },
      ingressClass: { name: from.className, create: true, setAsDefaultIngress: false },
      ...(from.watchNamespaces.length > 0 ? { watchNamespace: from.watchNamespaces.join(",") } : {}),
      enableCustomResources: true,
      // Certificates are separate objects, so that their renewal is configured once for all kinds of routes.
      enableCertManager: false,
      // A snippet in a namespaced object would allow its owner to write any directive for every host.
      enableSnippets: false,
      // nginx tests each object's configuration; one that it refuses no longer keeps all others from changing.
      enableConfigSafety: true,
      readOnlyRootFilesystem: true,
      // It reports to the vendor, which the network policies block anyway.
      telemetryReporting: { enable: false },
      // Latency of each service, as seen by its callers.
      enableLatencyMetrics: true,
      ...(from.priorityClassName ? { priorityClassName: from.priorityClassName } : {}),
      ...shutdown(),
      resources: NGINX_RESOURCES,
      initContainerResources: {
        requests: { cpu: "10m", memory: "32Mi" },
        limits: { cpu: "100m", memory: "64Mi" },
      },
      topologySpreadConstraints: spreadOver(
        { ...from.podLabels },
        from.spread === "zones" ? "required" : "preferred",
      ),
      ...placementOf(from.placement),
      autoscaling: {
        enabled: true,
        minReplicas: from.minReplicas,
        maxReplicas: from.maxReplicas,
        targetCPUUtilizationPercentage: from.targetCpuPercent,
        // Memory depends on the size of the configuration, not on the load.
        targetMemoryUtilizationPercentage: 0,
      },
      podDisruptionBudget: { enabled: true, maxUnavailable: 1 },
      service: serviceValues(from.service),
      ...(from.service.kind === "endpoint-group" ? behindLoadBalancer(from.service.certificate) : {}),
    },
    prometheus: {
      create: true,
      port: NGINX_PODS.metrics,
      scheme: "http",
      service: { create: true, labels: { service: "nginx-ingress-prometheus-service" } },
    },
  };
}

/** A pod terminates only after the load balancer has stopped sending to it, and its successor is ready first. */
function shutdown() {
  return {
    strategy: { type: "RollingUpdate", rollingUpdate: { maxSurge: 1, maxUnavailable: 0 } },
    lifecycle: { preStop: { sleep: { seconds: 15 } } },
    terminationGracePeriodSeconds: 90,
  };
}

/**
 * Google's front ends connect without a host name, which is refused unless the default server has a certificate; their
 * health checks request a path of any host.
 */
function behindLoadBalancer(certificate: string) {
  return { defaultTLS: { secret: certificate }, healthStatus: true, healthStatusURI: HEALTH_PATH };
}

/** Path of the global load balancer's health check, over HTTPS. */
export const HEALTH_PATH = "/nginx-health";

/** The local policy preserves the source address and saves a hop; the load balancer skips nodes without a pod. */
function serviceValues(service: ServiceValues) {
  if (service.kind === "endpoint-group") {
    const group = JSON.stringify({ exposed_ports: { [NGINX_PODS.https]: { name: service.name } } });
    return { type: "ClusterIP" as const, annotations: { "cloud.google.com/neg": group } };
  }
  return {
    type: "LoadBalancer" as const,
    externalTrafficPolicy: "Local" as const,
    // A backend-service load balancer instead of a target pool. Source: GKE, external passthrough load balancers.
    annotations: { "cloud.google.com/l4-rbs": "enabled" },
    loadBalancerIP: service.address,
    loadBalancerSourceRanges: service.sourceRanges,
  };
}
