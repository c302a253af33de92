import { Bucket as CloudBucket } from "@pulumi/gcp/storage/bucket.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import type { ComponentResourceOptions, CustomResourceOptions, Output } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { Component } from "../core/component.ts";
import type { Endpoint } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import type { BucketArgs } from "./args.ts";
import { lifecycleRules } from "./lifecycle.ts";
import { type BucketSettings, bucketWithDefaults } from "./settings.ts";

export type { BucketArgs } from "./args.ts";
export type { LifecycleRule } from "./lifecycle.ts";

/** The children of a {@link Bucket}. */
export interface BucketResources {
  readonly bucket: CloudBucket;
  readonly readers: Readonly<Record<string, BucketIAMMember>>;
  readonly writers: Readonly<Record<string, BucketIAMMember>>;
  readonly creators: Readonly<Record<string, BucketIAMMember>>;
}

const SECONDS_PER_DAY = 86_400;

/**
 * A bucket for objects such as images, uploads, backups and logs. It is never public: only the given identities may
 * read or write, and there are no per-object permissions. Public content is served by a service that reads it with its
 * own identity. Pulumi generates the name with a random suffix, since names are globally unique.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class Bucket extends Component {
  /** Name in the cloud, such as `uploads-1a2b3c4`. */
  readonly bucketName: Output<string>;
  /** Endpoint for reading and writing objects. */
  readonly endpoint: Endpoint;
  readonly resources: BucketResources;

  constructor(name: string, args: BucketArgs, opts?: ComponentResourceOptions) {
    const settings = bucketWithDefaults(name, args);
    super("storage", "Bucket", name, settings, opts);

    const child = { parent: this };
    const bucket = createBucket(name, settings, args, child);
    const grant = (kind: keyof typeof ROLES, members: BucketArgs["readers"] = {}) =>
      Object.fromEntries(
        Object.entries(members).map(([key, member]) => [
          key,
          new BucketIAMMember(
            `${name}-${kind}-${key}`,
            { bucket: bucket.name, role: ROLES[kind], member },
            child,
          ),
        ]),
      );
    this.resources = {
      bucket,
      readers: grant("reader", args.readers),
      writers: grant("writer", args.writers),
      creators: grant("creator", args.creators),
    };
    this.bucketName = bucket.name;
    this.endpoint = {
      id: this.endpointId("https"),
      name,
      host: "storage.googleapis.com",
      port: 443,
      protocol: "https",
      peer: { kind: "host", hosts: ["storage.googleapis.com"] },
    };
    this.publish({ facts: factsOf(settings), endpoints: [this.endpoint] });
  }
}

const ROLES = {
  reader: "roles/storage.objectViewer",
  writer: "roles/storage.objectUser",
  creator: "roles/storage.objectCreator",
} as const;

function createBucket(
  name: string,
  settings: BucketSettings,
  { accessLogBucket, encryptionKey }: BucketArgs,
  opts: CustomResourceOptions,
): CloudBucket {
  const { location, storageClass, versioning, softDeleteDays, lifecycle, retention, protect } = settings;
  return new CloudBucket(
    name,
    {
      // In the API's form; otherwise every plan would show a difference.
      location: location.toUpperCase(),
      storageClass,
      uniformBucketLevelAccess: true,
      publicAccessPrevention: "enforced",
      versioning: { enabled: versioning },
      softDeletePolicy: { retentionDurationSeconds: softDeleteDays * SECONDS_PER_DAY },
      lifecycleRules: lifecycleRules(lifecycle),
      ...(retention === undefined
        ? {}
        : {
            retentionPolicy: {
              retentionPeriod: String(retention.days * SECONDS_PER_DAY),
              isLocked: retention.locked ?? false,
            },
          }),
      ...(accessLogBucket === undefined
        ? {}
        : { logging: { logBucket: accessLogBucket, logObjectPrefix: name } }),
      ...(encryptionKey === undefined ? {} : { encryption: { defaultKmsKeyName: encryptionKey } }),
      labels: { "managed-by": "strata" },
      // Even without protection, a bucket that is not empty is not emptied for deletion.
      forceDestroy: false,
      deletionPolicy: protect ? "PREVENT" : "DELETE",
    },
    { ...opts, protect },
  );
}

function factsOf(settings: BucketSettings): FactInputs {
  const { location, storageClass, versioning, softDeleteDays, retention, protect } = settings;
  return {
    location: { name: location },
    storageClass,
    access: { network: "public", tls: true, credential: "identity" },
    objectRetention: {
      versions: versioning,
      deletedDays: softDeleteDays,
      immutableDays: retention?.days,
      locked: retention?.locked,
    },
    ...optOuts({
      versioning: optOut(versioning, true),
      softDeleteDays: softDeleteDays === 0 && { value: 0, default: 7 },
      protect: optOut(protect, true),
    }),
  };
}
