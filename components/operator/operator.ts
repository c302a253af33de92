import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResource } from "@pulumi/pulumi";
import {
  type ChartFacts,
  type ChartValues,
  type ChartValueTree,
  createChartRelease,
} from "../core/kubernetes/chart.ts";
import type { Endpoint, PodPeer } from "../core/link.ts";
import type { Policy } from "../network-policy/policies.ts";
import { createPlatformNamespace, type PlatformNamespace } from "./platform-namespace.ts";
import type { OperatorSettings } from "./platform-operator.ts";

/** Inputs of an operator. */
export interface OperatorSource<Tree extends ChartValueTree> {
  readonly chart: ChartFacts<Tree>;
  /** Name of the release; objects of the chart are named after it. */
  readonly release: string;
  readonly settings: OperatorSettings;
  readonly values: ChartValues<Tree>;
  /** Ingress and egress of its pods, besides DNS and the Kubernetes API. */
  readonly policies: readonly Policy[];
  /** Prometheus metrics: the Service that serves them, its port and the pods behind it. */
  readonly metrics: {
    readonly id: Endpoint["id"];
    readonly service: string;
    readonly port: number;
    readonly peer: PodPeer;
  };
}

/** The children of every operator. */
export interface OperatorResources extends PlatformNamespace {
  readonly release: Release;
}

/** Creates an operator: its closed namespace, then the release in it. */
export function createOperator<const Tree extends ChartValueTree>(
  parent: ComponentResource,
  name: string,
  source: OperatorSource<Tree>,
): { readonly resources: OperatorResources; readonly metrics: Endpoint } {
  const { chart, release: releaseName, settings, values, policies, metrics } = source;
  const { namespace, partOf, controlPlaneRanges, protect, quota } = settings;
  const own = createPlatformNamespace(parent, name, {
    namespace,
    owner: { name: releaseName, partOf },
    controlPlaneRanges,
    ...(quota ? { quota } : {}),
    protect,
    policies,
  });
  const release = createChartRelease(
    `${name}-release`,
    chart,
    { name: releaseName, namespace, values },
    { parent, dependsOn: [own.namespace, ...Object.values(own.policies)] },
  );
  return {
    resources: { ...own, release },
    metrics: {
      id: metrics.id,
      name: `${name}-metrics`,
      host: `${metrics.service}.${namespace}.svc.cluster.local`,
      port: metrics.port,
      protocol: "http",
      peer: metrics.peer,
    },
  };
}
