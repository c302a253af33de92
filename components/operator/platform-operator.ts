import type { FactInputs } from "#graph/facts";
import { argumentsOf } from "../core/arguments.ts";
import { type ChartReference, chartFact } from "../core/kubernetes/chart.ts";
import { type Placement, placementOf } from "../core/kubernetes/placement.ts";
import { spreadOver } from "../core/kubernetes/spread.ts";
import type { PodPeer } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { checkControlPlane } from "./platform-namespace.ts";

/** What every controller of the platform is told, whatever it controls. */
export interface PlatformArgs {
  /** Ranges of the cluster's control plane, known at plan time, such as `172.16.0.0/28`. */
  readonly controlPlaneRanges: readonly string[];
  /** Namespace of its own; a change replaces the controller. Default: its name, such as "cert-manager". */
  readonly namespace?: string;
  /** Priority class of the pods, such as "critical" of the standard classes. Default: the cluster's own default. */
  readonly priorityClassName?: string;
  /** On which nodes the pods run, such as `placementOn("system")`. Default: wherever there is room. */
  readonly placement?: Placement;
  /** Whether its namespace refuses deletion. Default true. */
  readonly protect?: boolean;
  /** System that the objects are labelled as part of. Default "platform". */
  readonly partOf?: string;
}

/** What an operator is told that consists of several parts, such as its webhook. */
export interface OperatorArgs extends PlatformArgs {
  /** Pods of each part. Default 2, 1 to 5; one of each works. */
  readonly replicas?: number;
}

export type OperatorSettings = ReturnType<typeof operatorWithDefaults>;

/**
 * Checks an operator's arguments and fills in what was left out.
 *
 * @param namespace where it stands unless told otherwise
 * @throws ArgumentError naming what cannot work
 */
export function operatorWithDefaults(component: string, name: string, args: OperatorArgs, namespace: string) {
  const checks = argumentsOf(component, name);
  const settings = { namespace, replicas: 2, protect: true, partOf: "platform", ...args };
  checks.whole("replicas", settings.replicas, 1, 5, "pods of each part");
  checks.matches("namespace", settings.namespace, DNS_LABEL, "DNS labels");
  checkControlPlane(checks, settings.controlPlaneRanges);
  return settings;
}

/** What is published of an operator; its namespace says by itself when it may be deleted. */
export function operatorFacts(chart: ChartReference, { replicas }: OperatorSettings): FactInputs {
  return {
    chart: chartFact(chart),
    replicas: { min: replicas, max: replicas },
    ...optOuts({ replicas: replicas === 1 && { value: 1, default: 2 } }),
  };
}

/** The pods of a part of a release, by the labels that charts put on them. */
export function releasePods(namespace: string, part: string, release: string): PodPeer {
  return {
    kind: "pods",
    namespace,
    labels: { "app.kubernetes.io/name": part, "app.kubernetes.io/instance": release },
  };
}

export const DNS_LABEL = /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/;

/** Each part watches the cluster's secrets, which takes memory and hardly any processor. Recommended. */
export const OPERATOR_RESOURCES = {
  requests: { cpu: "20m", memory: "64Mi" },
  limits: { cpu: "200m", memory: "256Mi" },
};

/**
 * What the chart of an operator is told of each of its parts, in the keys that charts share.
 *
 * @param part its name, as its pods' label says it
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
