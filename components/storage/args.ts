import type { Input } from "@pulumi/pulumi";
import type { LifecycleRule } from "./lifecycle.ts";
/** Arguments of a {@link Bucket}. */
export interface BucketArgs {
  /** Region or multi-region, such as `us-central1` or `US`. Changing it replaces the bucket. */
  readonly location: string;
  /** Default "STANDARD". */
  readonly storageClass?: "STANDARD" | "NEARLINE" | "COLDLINE" | "ARCHIVE";
  /** Whether replaced and deleted objects are kept as older versions. Default true. */
  readonly versioning?: boolean;
  /**
   * Days during which deleted objects can be restored: 7 to 90, or 0. Default 7 (source: Cloud Storage, soft delete).
   */
  readonly softDeleteDays?: number;
  /** Lifecycle rules by key. Default: older versions are deleted after 30 days. */
  readonly lifecycle?: Readonly<Record<string, LifecycleRule>>;
  /** Retention policy: days during which an object cannot be deleted or replaced. Default none. */
  readonly retention?: {
    readonly days: number;
    /** Locks the policy itself, which is irreversible. Default false. */
    readonly locked?: boolean;
  };
  /** Identities that read objects, by key, such as `principal://…` of a workload. Default none. */
  readonly readers?: Readonly<Record<string, Input<string>>>;
  /** Identities that read, write and delete objects, by key. Default none. */
  readonly writers?: Readonly<Record<string, Input<string>>>;
  /** Identities that only add objects, without permission to read, replace or delete any, by key. Default none. */
  readonly creators?: Readonly<Record<string, Input<string>>>;
  /** Name of the bucket for access logs. Default none: Cloud Audit Logs also record access. */
  readonly accessLogBucket?: Input<string>;
  /** Id of a KMS key for data at rest. Default: Google-managed keys. */
  readonly encryptionKey?: Input<string>;
  /** Whether Pulumi and the provider refuse deletion, even of an empty bucket. Default true. */
  readonly protect?: boolean;
}
