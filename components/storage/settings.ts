import { bucketName } from "#models/grammar/google";
import { argumentsOf } from "../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";
import type { BucketArgs } from "./args.ts";
import { checkLifecycle, type LifecycleRule } from "./lifecycle.ts";

/** The plain arguments of a bucket with their defaults filled in. */
export type BucketSettings = ReturnType<typeof bucketWithDefaults>;

/** Replaced and deleted versions are deleted after a month; otherwise versioning would keep every byte ever written. */
const OLD_VERSIONS: LifecycleRule = { action: "delete", noncurrentDays: 30 };

/** Validates the arguments and fills in defaults. @throws ArgumentError naming the invalid argument */
export function bucketWithDefaults(name: string, args: BucketArgs) {
  const checks = argumentsOf("Bucket", name, args);
  const { location, storageClass = "STANDARD", versioning = true, softDeleteDays = 7 } = args;
  const { lifecycle = versioning ? { "old-versions": OLD_VERSIONS } : {}, retention, protect = true } = args;
  const { readers = {}, writers = {}, creators = {} } = args;
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  // Pulumi appends a hyphen and seven digits.
  checks.valid("name with its suffix", `${name}-0123456`, bucketName);
  checks.matches(
    "location",
    location,
    /^[a-zA-Z]+(-[a-zA-Z]+\d*)?\d*$/,
    "regions and multi-regions, such as us-central1 or US",
  );
  checks.that(
    softDeleteDays === 0 || (Number.isInteger(softDeleteDays) && softDeleteDays >= 7 && softDeleteDays <= 90),
    "softDeleteDays",
    softDeleteDays,
    "7 to 90, or 0 for none",
  );
  checks.whole("retention.days", retention?.days, 1, 36_500, "objects cannot be deleted or replaced sooner");
  // Nothing is replaced before the retention ends, so versions would have nothing to restore.
  checks.that(
    retention === undefined || !versioning,
    "retention",
    retention,
    "buckets without versioning (set versioning to false): nothing is replaced before retention ends",
  );
  checkLifecycle(checks, lifecycle);
  for (const [role, members] of Object.entries({ readers, writers, creators })) {
    for (const [key, member] of Object.entries(members)) {
      checks.matches(`${role} key`, key, RESOURCE_NAME, RESOURCE_NAME_RULE);
      checks.that(
        typeof member !== "string" || !/^all(Authenticated)?Users$/.test(member),
        `${role}["${key}"]`,
        member,
        "members with a name: a bucket is never public",
      );
    }
  }
  return {
    location,
    storageClass,
    versioning,
    softDeleteDays,
    lifecycle,
    protect,
    readers: Object.keys(readers),
    writers: Object.keys(writers),
    creators: Object.keys(creators),
    ...(retention === undefined ? {} : { retention }),
  };
}
