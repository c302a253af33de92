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
  /** Kinds of its custom resource definitions, by API group. */
  readonly definitions: Readonly<Record<string, readonly string[]>>;
}

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
  /** Value that decides whether it exists, and the default. Default: it always does. */
  readonly enabled?: { readonly at: string; readonly default: boolean };
  /** Number of pods; "each node" of a DaemonSet. */
  readonly replicas: RecordedReplicas | "each node";
  readonly hostNetwork?: boolean;
  readonly containers: readonly RecordedContainer[];
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
  readonly image: RecordedImage;
  /** Path of its resources, which the chart leaves empty; undefined if it has no such value. */
  readonly resources: string | undefined;
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
