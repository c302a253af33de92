import type { WireRecord } from "../../../provider/wire.ts";
import type { Trial } from "./trial.ts";

/**
 * Rules beside those that the project's components write. Windows for taking pods away are longer than periods, so that
 * no step up is still counted when the first step down is taken, whenever that is.
 */
export const TRIALS: readonly Trial[] = [
  {
    name: "percent",
    minReplicas: 2,
    maxReplicas: 20,
    metrics: [utilization("cpu", 50)],
    behavior: {
      scaleUp: { stabilizationWindowSeconds: 0, policies: [percent(50, 2)] },
      scaleDown: { stabilizationWindowSeconds: 5, policies: [percent(50, 2)] },
    },
    phases: [
      { load: { cpuMillis: 880 }, pods: 18 },
      { load: { cpuMillis: 80 }, pods: 2 },
    ],
  },
  {
    name: "the-smaller",
    minReplicas: 1,
    maxReplicas: 10,
    metrics: [utilization("memory", 80)],
    behavior: {
      scaleUp: {
        stabilizationWindowSeconds: 3,
        policies: [pods(3, 2), percent(100, 2)],
        selectPolicy: "Min",
      },
      scaleDown: {
        stabilizationWindowSeconds: 5,
        policies: [pods(2, 2), percent(50, 2)],
        selectPolicy: "Min",
      },
    },
    phases: [
      { load: { memoryMiB: 500 }, pods: 10 },
      { load: { memoryMiB: 60 }, pods: 2 },
    ],
  },
  {
    // The double once in half a minute, and meanwhile one after the other: what was added in a period counts.
    name: "two-periods",
    minReplicas: 2,
    maxReplicas: 8,
    metrics: [utilization("cpu", 50)],
    behavior: {
      scaleUp: { stabilizationWindowSeconds: 0, policies: [percent(100, 30), pods(1, 2)] },
      scaleDown: { stabilizationWindowSeconds: 5, policies: [percent(50, 2)] },
    },
    phases: [
      { load: { cpuMillis: 600 }, pods: 8 },
      { load: { cpuMillis: 80 }, pods: 2 },
    ],
  },
  {
    // Kubernetes' own rules where none are stated: four pods or as many again in 15 s, and away all at once.
    name: "defaults",
    minReplicas: 2,
    maxReplicas: 11,
    metrics: [utilization("cpu", 60)],
    behavior: { scaleDown: { stabilizationWindowSeconds: 5 } },
    phases: [
      { load: { cpuMillis: 590 }, pods: 10 },
      { load: { cpuMillis: 50 }, pods: 2 },
    ],
  },
];

function utilization(name: "cpu" | "memory", averageUtilization: number): WireRecord {
  return { type: "Resource", resource: { name, target: { type: "Utilization", averageUtilization } } };
}

function pods(value: number, periodSeconds: number): WireRecord {
  return { type: "Pods", value, periodSeconds };
}

function percent(value: number, periodSeconds: number): WireRecord {
  return { type: "Percent", value, periodSeconds };
}
