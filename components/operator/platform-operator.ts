import type { FactInputs } from "#graph/facts";
import type { Quota } from "../cluster/namespace.ts";
import type { ArgumentChecks } from "../core/arguments.ts";
import { type ChartReference, chartFact } from "../core/kubernetes/chart.ts";
import { type Placement, placementOf } from "../core/kubernetes/placement.ts";
import { spreadOver } from "../core/kubernetes/spread.ts";
import type { PodPeer } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkControlPlane } from "./platform-namespace.ts";

/** Arguments common to all controllers of the platform. */
export interface PlatformArgs {
  /** Ranges of the cluster's control plane, known at plan time, such as `172.16.0.0/28`. */
  readonly controlPlaneRanges: readonly string[];
  /** Its dedicated namespace; changing it replaces the controller. Default: its name, such as "cert-manager". */
  readonly namespace?: string;
  /** Priority class of the pods, such as "critical" of the standard classes. Default: the cluster's default. */
  readonly priorityClassName?: string;
  /** Nodes for the pods, such as `placementOn("system")`. Default: any node. */
  readonly placement?: Placement;
  /** Quota of the pods of its namespace. Default: that of a Namespace. */
  readonly quota?: Omit<Quota, "loadBalancers"> | undefined;
  /** Whether its namespace refuses deletion. Default true. */
  readonly protect?: boolean;
  /** The system in the objects' labels. Default "platform". */
  readonly partOf?: string;
}

/** Arguments of an operator with several parts, such as its webhook. */
export interface OperatorArgs extends PlatformArgs {
  /** Replicas of each part, 1 to 5. Default 2; one of each is active. */
  readonly replicas?: number;
}

export type OperatorSettings = ReturnType<typeof operatorWithDefaults>;

/**
 * Validates an operator's arguments and fills in defaults.
 *
 * @param namespace its default namespace
 * @throws ArgumentError naming the invalid argument
 */
export function operatorWithDefaults(checks: ArgumentChecks, args: OperatorArgs, namespace: string) {
  const settings = { namespace, replicas: 2, protect: true, partOf: "platform", ...args };
  checks.whole("replicas", settings.replicas, 1, 5, "pods of each part");
  checks.matches("namespace", settings.namespace, DNS_LABEL, "DNS labels");
  checkControlPlane(checks, settings.controlPlaneRanges);
  return settings;
}

/** Published facts of an operator; its namespace publishes its own protection. */
export function operatorFacts(chart: ChartReference, { replicas }: OperatorSettings): FactInputs {
  return {
    chart: chartFact(chart),
    replicas: { min: replicas, max: replicas },
    ...optOuts({ replicas: replicas === 1 && { value: 1, default: 2 } }),
  };
}

/** The pods of a part of a release, by the labels that charts set. */
export function releasePods(namespace: string, part: string, release: string): PodPeer {
  return {
    kind: "pods",
    namespace,
    labels: { "app.kubernetes.io/name": part, "app.kubernetes.io/instance": release },
  };
}

export const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Each part watches the cluster's secrets, which takes memory and hardly any CPU. Recommended. */
export const OPERATOR_RESOURCES = {
  requests: { cpu: "20m", memory: "64Mi" },
  limits: { cpu: "200m", memory: "256Mi" },
};

/**
 * Chart values for a part of an operator, in the keys common to charts.
 *
 * @param part its name, as in its pods' label
 */
export function partValues(
  { namespace, replicas, placement }: OperatorSettings,
  part: string,
  release: string,
) {
  return {
    replicaCount: replicas,
    resources: OPERATOR_RESOURCES,
    topologySpreadConstraints: spreadOver({ ...releasePods(namespace, part, release).labels }, "preferred"),
    ...placementOf(placement),
  };
}
