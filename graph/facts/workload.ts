/** Facts of workloads: replicas, size, probes. @public */
export interface WorkloadFacts {
  /** Pods, or replicas of the data; `min` equals `max` for a fixed number. */
  readonly replicas?: { readonly min: number; readonly max: number };
  /** What scales the number of pods between its bounds. */
  readonly autoscaling?: AutoscalingFact;
  /** What pods are spread across. */
  readonly spread?: "zones" | "nodes";
  /** Set aside for each pod. */
  readonly requests?: { readonly cpuMillis: number; readonly memoryMiB: number };
  /** Never exceeded by a pod; without `cpuMillis` it may use what its node has to spare. */
  readonly limits?: { readonly cpuMillis?: number; readonly memoryMiB: number };
  readonly gpus?: { readonly type: string; readonly count: number };
  readonly probes?: { readonly liveness: ProbeFact; readonly readiness: ProbeFact };
  readonly image?: ImageFact;
  /** When it starts. */
  readonly schedule?: { readonly cron: string; readonly timeZone: string; readonly suspended: boolean };
  /** Settings of a run. */
  readonly run?: {
    readonly trigger: "change" | "schedule";
    readonly deadlineSeconds: number;
    readonly retries: number;
  };
  /** From when on how many pods always run. */
  readonly scheduledReplicas?: readonly {
    readonly name: string;
    readonly min: number;
    readonly cron: string;
    readonly timeZone: string;
  }[];
}

export interface AutoscalingFact {
  /** Share of the requested CPU that is aimed at. */
  readonly targetCpuPercent?: number;
  /** Share of the requested memory that is aimed at. */
  readonly targetMemoryPercent?: number;
  /** Names of further metrics. */
  readonly metrics?: readonly string[];
  /** Share of the requested CPU below which pods are taken away. */
  readonly scaleDownBelowPercent?: number;
}

export type ProbeFact =
  | { readonly kind: "http"; readonly path: string }
  | { readonly kind: "grpc"; readonly port: number }
  | { readonly kind: "tcp"; readonly port: number }
  | { readonly kind: "command"; readonly command: readonly string[] };

export interface ImageFact {
  /** Such as `us-central1-docker.pkg.dev/howlerops-prod/images/backend`. */
  readonly repository: string;
  /** Such as `sha256:9f86d081…`. */
  readonly digest?: string;
  readonly tag?: string;
}
