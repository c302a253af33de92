import type { Input } from "@pulumi/pulumi";
import type { LifecycleRule } from "./lifecycle.ts";
/** Arguments of a {@link Bucket}. */
export interface BucketArgs {
  /** Region or multi-region, such as `us-central1` or `US`. Changing it replaces the bucket. */
  readonly location: string;
  /** Default "STANDARD". */
  readonly storageClass?: "STANDARD" | "NEARLINE" | "COLDLINE" | "ARCHIVE";
  /** Whether what is replaced or deleted stays as an older version. Default true. */
  readonly versioning?: boolean;
  /** Days that deleted objects can be brought back: 7 to 90, or 0. Default 7 (source: Cloud Storage, soft delete). */
  readonly softDeleteDays?: number;
  /** What happens to objects by themselves, by key. Default: older versions are deleted after 30 days. */
  readonly lifecycle?: Readonly<Record<string, LifecycleRule>>;
  /** Days in which nobody can delete or replace an object. Default none. */
  readonly retention?: {
    readonly days: number;
    /** Makes the rule itself permanent, which nobody can undo. Default false. */
    readonly locked?: boolean;
  };
  /** Identities that read objects, by key, such as `principal://…` of a workload. Default none. */
  readonly readers?: Readonly<Record<string, Input<string>>>;
  /** Identities that read, write and delete objects, by key. Default none. */
  readonly writers?: Readonly<Record<string, Input<string>>>;
  /** Identities that add objects and can neither read, replace nor delete any, by key. Default none. */
  readonly creators?: Readonly<Record<string, Input<string>>>;
  /** Name of the bucket that receives access logs. Default none: Cloud Audit Logs record access too. */
  readonly accessLogBucket?: Input<string>;
  /** Id of a KMS key for data at rest. Default: Google's own keys. */
  readonly encryptionKey?: Input<string>;
  /** Whether Pulumi and the provider refuse deletion, even of an empty bucket. Default true. */
  readonly protect?: boolean;
}
