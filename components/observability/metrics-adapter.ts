import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { type ComponentResourceOptions, type Input, interpolate } from "@pulumi/pulumi";
import type { Namespace } from "../cluster/namespace.ts";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { type ChartValues, createChartRelease } from "../core/kubernetes/chart.ts";
import { placementOf } from "../core/kubernetes/placement.ts";
import { spreadOver } from "../core/kubernetes/spread.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import type { NetworkPolicyResource } from "../network-policy/declare.ts";
import { linkPolicies } from "../network-policy/policies.ts";
import { createPlatformNamespace, webhookPolicy } from "../operator/platform-namespace.ts";
import {
  OPERATOR_RESOURCES,
  type OperatorArgs,
  operatorFacts,
  operatorWithDefaults,
  releasePods,
} from "../operator/platform-operator.ts";
import { METRICS_ADAPTER_CHART, METRICS_ADAPTER_PODS } from "./metrics-adapter/chart.ts";
import { adapterRules, checkMetrics, type ServedMetric } from "./metrics-adapter/rules.ts";

export type { ServedMetric } from "./metrics-adapter/rules.ts";

/** Arguments of a {@link MetricsAdapter}. */
export interface MetricsAdapterArgs extends OperatorArgs {
  /** Its dedicated namespace. Default "metrics-adapter". */
  readonly namespace?: string;
  /** The Prometheus that it reads: {@link Monitoring.prometheus}. */
  readonly prometheus: Endpoint;
  /** The metrics that it serves, by the names in workloads' `scaling.metrics`; at least one. */
  readonly metrics: Readonly<Record<string, ServedMetric>>;
}

/**
 * Serves metrics of Prometheus to autoscalers, as external metrics and as metrics of pods, through the adapter of
 * kubernetes-sigs. A cluster has one server of each kind. The API server calls it over TLS without verifying its
 * certificate, as the chart registers it; network policies allow only the control plane.
 *
 * @public
 */
export class MetricsAdapter extends Component {
  readonly resources: {
    readonly namespace: Namespace;
    readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
    readonly release: Release;
  };

  constructor(name: string, args: MetricsAdapterArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("MetricsAdapter", name, args);
    const { prometheus, metrics, ...operator } = args;
    const settings = operatorWithDefaults(checks, operator, RELEASE);
    checkMetrics(checks, metrics);
    super("observability", "MetricsAdapter", name, { ...settings, metrics }, opts);
    const { namespace, replicas, partOf, controlPlaneRanges, protect, quota, priorityClassName, placement } =
      settings;
    const pods = releasePods(namespace, METRICS_ADAPTER_PODS.name, RELEASE);
    const own = createPlatformNamespace(this, name, {
      namespace,
      owner: { name: RELEASE, partOf },
      controlPlaneRanges,
      ...(quota ? { quota } : {}),
      protect,
      policies: [
        ...linkPolicies({ ...pods, name: RELEASE, id: name }, prometheus),
        webhookPolicy(name, pods, METRICS_ADAPTER_PODS.port, controlPlaneRanges),
      ],
    });
    const values: ChartValues<typeof METRICS_ADAPTER_CHART.values> = {
      replicas,
      resources: OPERATOR_RESOURCES,
      topologySpreadConstraints: spreadOver({ ...pods.labels }, "preferred"),
      ...placementOf(placement),
      ...(priorityClassName ? { priorityClassName } : {}),
      listenPort: METRICS_ADAPTER_PODS.port,
      prometheus: { url: addressOf(prometheus), port: prometheus.port },
      rules: {
        // Those of the chart would serve every series that Prometheus has.
        default: false,
        custom: adapterRules(metrics, "pod"),
        external: adapterRules(metrics, "workload"),
      },
      // A budget for a single pod would block drains of its node forever.
      podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 },
    };
    const release = createChartRelease(
      `${name}-release`,
      METRICS_ADAPTER_CHART,
      { name: RELEASE, namespace, values },
      { parent: this, dependsOn: [own.namespace, ...Object.values(own.policies)] },
    );
    this.resources = { ...own, release };
    this.publish({
      facts: operatorFacts(METRICS_ADAPTER_CHART, settings),
      links: [linkTo(this.urn, prometheus)],
    });
  }
}

const RELEASE = "metrics-adapter";

function addressOf({ host }: Endpoint): Input<string> {
  return typeof host === "string" ? `http://${host}` : interpolate`http://${host}`;
}
