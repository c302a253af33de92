/**
 * What a chart installs at one version, as far as plans need it: its pods with their images and resources, its rights
 * over Secrets, and the kinds that it defines. Recorded once from the chart's files, since a plan renders none.
 */
export interface ChartRecord {
  /** Last part of the chart's address, such as `cert-manager`. */
  readonly chart: string;
  readonly version: string;
  readonly source: ChartSource;
  readonly workloads: readonly RecordedWorkload[];
  readonly secretAccess: readonly SecretAccess[];
  /** Kinds of the objects that its templates create, by API group. */
  readonly creates: KindsByGroup;
  /** Kinds of its custom resource definitions, by API group. */
  readonly definitions: KindsByGroup;
}

/** Kinds by API group, "" for the core. */
export type KindsByGroup = Readonly<Record<string, readonly string[]>>;

/** Where a chart was read, and the checksum that tells whether it is still the same. */
export interface ChartSource {
  /** Repository on GitHub, such as `cert-manager/cert-manager`. */
  readonly repository: string;
  /** Tag or commit. */
  readonly ref: string;
  readonly folder: string;
  /** Git's checksum of the folder, `git rev-parse <ref>:<folder>`; with `h1:`, Go's of the module. */
  readonly checksum: string;
  /** Day of the reading, such as "2026-11-28". */
  readonly read: string;
}

/** Pods of a chart. Paths are those of its values. */
export interface RecordedWorkload {
  readonly kind: "Deployment" | "DaemonSet" | "StatefulSet" | "Job";
  readonly name: string;
  /** Value that decides whether it exists. Default: it always does. */
  readonly enabled?: RecordedSwitch;
  /** Number of pods; "each node" of a DaemonSet. */
  readonly replicas: RecordedReplicas | "each node";
  readonly hostNetwork?: boolean;
  /** Path of a Deployment's strategy. Default: the chart sets none, which is Kubernetes' own default. */
  readonly strategy?: string;
  readonly containers: readonly RecordedContainer[];
}

/** A value that switches something on, and the chart's default. */
export interface RecordedSwitch {
  readonly at: string;
  readonly default: boolean;
}

export interface RecordedReplicas {
  readonly at: string;
  readonly default: number;
  /** Path of an autoscaler's values: `enabled`, `minReplicas`, `maxReplicas`. Default: the chart has none. */
  readonly autoscaling?: string;
}

export interface RecordedContainer {
  readonly name: string;
  /** Whether it ends before the others start. */
  readonly init?: boolean;
  /** Values that must all be on for it to exist. Default: it always does. */
  readonly enabled?: readonly RecordedSwitch[];
  readonly image: RecordedImage;
  /** Path of its resources; undefined if it has no such value. */
  readonly resources: string | undefined;
  /** Resources that the chart sets there. Default none. */
  readonly defaults?: { readonly requests: Resources; readonly limits: Resources };
}

/** Quantities as the values have them, such as `100m` and `256Mi`; absent if none is set. */
export interface Resources {
  readonly cpu?: string;
  readonly memory?: string;
}

export interface RecordedImage {
  /** Path of an object with `registry`, `repository`, `tag` and `digest` or `sha`, which override the recorded ones. */
  readonly at: string;
  readonly registry: string;
  readonly repository: string;
  readonly tag: string;
}

/** A role of the chart that reads Secrets. */
export interface SecretAccess {
  readonly role: string;
  readonly scope: "cluster" | "namespace";
  readonly verbs: readonly string[];
  /** The only Secrets that it concerns. Default: all of the scope. */
  readonly names?: readonly string[];
  /** Value that narrows or removes it. Default: none does. */
  readonly narrowedBy?: string;
}
