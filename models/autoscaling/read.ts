import { quantityOf } from "../grammar/quantity.ts";
import type { AutoscalerModel, DirectionRules, MetricTarget, StepPolicy } from "./model.ts";

/** A cluster's default tolerance. Source: Kubernetes documentation, horizontal pod autoscaling. */
const CLUSTER_TOLERANCE = 0.1;

/** Kubernetes' default rules for a direction: up at once by 100 % or by four pods, down after 5 minutes. */
const DEFAULT_RULES: { readonly up: DirectionRules; readonly down: DirectionRules } = {
  up: {
    stabilizationSeconds: 0,
    policies: [
      { type: "Pods", value: 4, periodSeconds: 15 },
      { type: "Percent", value: 100, periodSeconds: 15 },
    ],
    select: "Max",
    tolerance: CLUSTER_TOLERANCE,
  },
  down: {
    stabilizationSeconds: 300,
    policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
    select: "Max",
    tolerance: CLUSTER_TOLERANCE,
  },
};

/**
 * Reads the spec of a HorizontalPodAutoscaler (autoscaling/v2) from a plan or a cluster, with Kubernetes' defaults for
 * omitted fields. Without `behavior` the controller follows other, older rules.
 *
 * @throws Error that names the field that is missing, unknown, or of a kind that cannot be simulated
 */
export function readAutoscaler(spec: unknown): AutoscalerModel {
  const { minReplicas = 1, maxReplicas, metrics = [], behavior } = objectAt(spec, "spec");
  const { scaleUp, scaleDown } = objectAt(behavior, "behavior");
  return {
    minReplicas: numberAt(minReplicas, "minReplicas"),
    maxReplicas: numberAt(maxReplicas, "maxReplicas"),
    metrics: listAt(metrics, "metrics").map(targetOf),
    up: rulesOf(scaleUp, DEFAULT_RULES.up, "behavior.scaleUp"),
    down: rulesOf(scaleDown, DEFAULT_RULES.down, "behavior.scaleDown"),
  };
}

function rulesOf(stated: unknown, defaults: DirectionRules, at: string): DirectionRules {
  if (stated === undefined) {
    return defaults;
  }
  const { stabilizationWindowSeconds, policies, selectPolicy, tolerance } = objectAt(stated, at);
  return {
    stabilizationSeconds:
      stabilizationWindowSeconds === undefined
        ? defaults.stabilizationSeconds
        : numberAt(stabilizationWindowSeconds, `${at}.stabilizationWindowSeconds`),
    policies:
      policies === undefined
        ? defaults.policies
        : listAt(policies, `${at}.policies`).map((policy) => policyOf(policy, `${at}.policies`)),
    select:
      selectPolicy === undefined
        ? defaults.select
        : oneOf(selectPolicy, ["Max", "Min", "Disabled"], `${at}.selectPolicy`),
    tolerance: tolerance === undefined ? defaults.tolerance : quantityAt(tolerance, `${at}.tolerance`),
  };
}

function policyOf(policy: unknown, at: string): StepPolicy {
  const { type, value, periodSeconds } = objectAt(policy, at);
  return {
    type: oneOf(type, ["Pods", "Percent"], `${at}.type`),
    value: numberAt(value, `${at}.value`),
    periodSeconds: numberAt(periodSeconds, `${at}.periodSeconds`),
  };
}

/** Resource metrics have their name at the top, pod and external metrics one level down. */
function targetOf(metric: unknown): MetricTarget {
  const { resource, pods, external } = objectAt(metric, "metrics");
  if (resource === undefined && pods === undefined && external === undefined) {
    throw new Error("metrics: only those of a resource, of pods or external can be simulated");
  }
  const { name: own, metric: named, target } = objectAt(resource ?? pods ?? external, "metrics");
  const name = named === undefined ? own : objectAt(named, "metrics.metric")["name"];
  if (typeof name !== "string") {
    throw new Error(`metrics.name is ${show(name)}, which cannot be simulated`);
  }
  const { averageUtilization, averageValue } = objectAt(target, `metrics.${name}.target`);
  return averageUtilization === undefined
    ? {
        name,
        averageValue: quantityAt(averageValue, `metrics.${name}.target.averageValue`),
        per: external === undefined ? "pod" : "workload",
      }
    : { name, utilizationPercent: numberAt(averageUtilization, `metrics.${name}.target.averageUtilization`) };
}

function quantityAt(value: unknown, at: string): number {
  const number = quantityOf(String(value));
  if (number === undefined) {
    throw new Error(`${at} is ${show(value)}, expected a quantity such as 30 or 500m`);
  }
  return number;
}

function numberAt(value: unknown, at: string): number {
  if (typeof value !== "number") {
    throw new Error(`${at} is ${show(value)}, expected a number`);
  }
  return value;
}

function oneOf<T extends string>(value: unknown, allowed: readonly T[], at: string): T {
  const found = allowed.find((each) => each === value);
  if (found === undefined) {
    throw new Error(`${at} is ${show(value)}, expected ${allowed.join(", ")}`);
  }
  return found;
}

function listAt(value: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(value)) {
    throw new Error(`${at} is ${show(value)}, expected a list`);
  }
  return value;
}

function objectAt(value: unknown, at: string): Readonly<Record<string, unknown>> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new Error(`${at} is ${show(value)}, expected an object`);
  }
  return { ...value };
}

function show(value: unknown): string {
  return JSON.stringify(value) ?? "missing";
}
