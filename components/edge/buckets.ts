import type { CloudConnectorRulesRule } from "@pulumi/cloudflare/types/input.js";
import { type Input, interpolate } from "@pulumi/pulumi";
import { request } from "#models/cloudflare/expression/fields";
import { print } from "#models/cloudflare/expression/print";
import { normalName } from "#models/dns/names";
import type { ArgumentChecks } from "../core/arguments.ts";

/** A storage bucket that serves hosts. Its objects must be public: the edge sends no credentials. */
export interface Bucket {
  /** Full host names; each needs a proxied record. */
  readonly hosts: readonly string[];
  /** Name of the Google Cloud Storage bucket. */
  readonly bucket: Input<string>;
}

export function checkBuckets(checks: ArgumentChecks, buckets: Readonly<Record<string, Bucket>>): void {
  for (const [key, { hosts }] of Object.entries(buckets)) {
    checks.that(hosts.length > 0, `buckets.${key}.hosts`, hosts, "at least one host");
  }
}

/**
 * The edge sends the bucket's own host name, so that strict certificate verification passes, which would fail with a
 * plain CNAME. Source: Cloudflare docs, Cloud Connector (all plans, beta).
 */
export function toConnectorRule({ hosts, bucket }: Bucket): CloudConnectorRulesRule {
  return {
    cloudConnectorRulesProvider: "gcp_storage",
    description: hosts.join(", "),
    enabled: true,
    expression: print(request.host.in(...hosts.map(normalName))),
    parameters: { host: interpolate`${bucket}.storage.googleapis.com` },
  };
}
