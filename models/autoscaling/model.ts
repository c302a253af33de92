/** A HorizontalPodAutoscaler as the simulator needs it: plain numbers, independent of Kubernetes and Pulumi. */
export interface AutoscalerModel {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricTarget[];
  readonly up: DirectionRules;
  readonly down: DirectionRules;
}

/** A metric's target: a share of the pods' requests, or a value per pod. */
export type MetricTarget =
  | { readonly name: string; readonly utilizationPercent: number }
  | {
      readonly name: string;
      readonly averageValue: number;
      /** Whether each pod has its own value, or one external value is divided by the pods. */
      readonly per: "pod" | "workload";
    };

/** How the number of pods may change in one direction. */
export interface DirectionRules {
  readonly stabilizationSeconds: number;
  readonly policies: readonly StepPolicy[];
  /** Which of several policies applies; "Disabled" forbids the direction. */
  readonly select: "Max" | "Min" | "Disabled";
  /** Fraction of the target by which a metric may deviate without a change. */
  readonly tolerance: number;
}

export interface StepPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  readonly periodSeconds: number;
}
