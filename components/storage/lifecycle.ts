import type * as inputs from "@pulumi/gcp/types/input.js";
import type { ArgumentChecks } from "../core/arguments.ts";

/** A lifecycle rule of a bucket. All conditions of a rule must hold. */
export interface LifecycleRule {
  /** "delete", or the target storage class. */
  readonly action: "delete" | "NEARLINE" | "COLDLINE" | "ARCHIVE";
  /** Days since the object was written. */
  readonly afterDays?: number;
  /** Days since the object was replaced or deleted; older versions only. */
  readonly noncurrentDays?: number;
  /** Minimum number of newer versions; older versions only. */
  readonly newerVersions?: number;
  /** Name prefixes; default any. */
  readonly prefixes?: readonly string[];
}

/** Days after which an incomplete multipart upload is deleted; it incurs cost, and no listing shows it. */
const ABANDONED_UPLOAD_DAYS = 7;

/** Lifecycle of a bucket: its rules in the order of their keys, after the one that deletes abandoned uploads. */
export function lifecycleRules(
  rules: Readonly<Record<string, LifecycleRule>>,
): inputs.storage.BucketLifecycleRule[] {
  return [
    { action: { type: "AbortIncompleteMultipartUpload" }, condition: { age: ABANDONED_UPLOAD_DAYS } },
    ...Object.keys(rules)
      .sort()
      .flatMap((key) => rules[key] ?? [])
      .map(({ action, afterDays, noncurrentDays, newerVersions, prefixes }) => ({
        action: action === "delete" ? { type: "Delete" } : { type: "SetStorageClass", storageClass: action },
        condition: {
          ...(afterDays === undefined ? {} : { age: afterDays }),
          ...(noncurrentDays === undefined ? {} : { daysSinceNoncurrentTime: noncurrentDays }),
          ...(newerVersions === undefined ? {} : { numNewerVersions: newerVersions }),
          ...(noncurrentDays === undefined && newerVersions === undefined ? {} : { withState: "ARCHIVED" }),
          ...(prefixes === undefined ? {} : { matchesPrefixes: [...prefixes] }),
        },
      })),
  ];
}

/** A rule without a condition would apply to every object at once. */
export function checkLifecycle(checks: ArgumentChecks, rules: Readonly<Record<string, LifecycleRule>>): void {
  for (const [key, rule] of Object.entries(rules)) {
    const at = `lifecycle["${key}"]`;
    const { afterDays, noncurrentDays, newerVersions } = rule;
    checks.that(
      afterDays !== undefined || noncurrentDays !== undefined || newerVersions !== undefined,
      at,
      rule,
      "rules with afterDays, noncurrentDays or newerVersions (the provider leaves out a condition of 0)",
    );
    checks.whole(`${at}.afterDays`, afterDays, 1, 36_500);
    checks.whole(`${at}.noncurrentDays`, noncurrentDays, 1, 36_500);
    checks.whole(`${at}.newerVersions`, newerVersions, 1, 1000);
  }
}
