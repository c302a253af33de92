import type * as inputs from "@pulumi/gcp/types/input.js";
import type { ArgumentChecks } from "../core/arguments.ts";

/** What happens to objects of a bucket by themselves. All conditions of one rule must hold. */
export interface LifecycleRule {
  /** "delete", or the storage class that objects move to. */
  readonly action: "delete" | "NEARLINE" | "COLDLINE" | "ARCHIVE";
  /** Days since the object was written. */
  readonly afterDays?: number;
  /** Days since the object was replaced or deleted; older versions only. */
  readonly noncurrentDays?: number;
  /** Newer versions that there have to be; older versions only. */
  readonly newerVersions?: number;
  /** Starts of names; default any. */
  readonly prefixes?: readonly string[];
}

/** Days after which an upload in parts that nobody finished is dropped; it costs, and no listing shows it. */
const ABANDONED_UPLOAD_DAYS = 7;

/** Lifecycle of a bucket: its rules in the order of their keys, after the one that drops abandoned uploads. */
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

/** A rule without a condition would take every object at once. */
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
