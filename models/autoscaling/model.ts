/** A HorizontalPodAutoscaler as the simulator needs it: plain numbers, nothing of Kubernetes or Pulumi. */
export interface AutoscalerModel {
  readonly minReplicas: number;
  readonly maxReplicas: number;
  readonly metrics: readonly MetricTarget[];
  readonly up: DirectionRules;
  readonly down: DirectionRules;
}

/** What a metric aims at: a share of what pods request, or a value for each pod. */
export type MetricTarget =
  | { readonly name: string; readonly utilizationPercent: number }
  | {
      readonly name: string;
      readonly averageValue: number;
      /** Whether each pod has its own value, or one value of something outside is divided by the pods. */
      readonly per: "pod" | "workload";
    };

/** How the number of pods may change in one direction. */
export interface DirectionRules {
  readonly stabilizationSeconds: number;
  readonly policies: readonly StepPolicy[];
  /** Which policy holds when there are several; "Disabled" forbids the direction. */
  readonly select: "Max" | "Min" | "Disabled";
  /** Share of the target by which a metric may miss it without any change. */
  readonly tolerance: number;
}

export interface StepPolicy {
  readonly type: "Pods" | "Percent";
  readonly value: number;
  readonly periodSeconds: number;
}
