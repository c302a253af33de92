import type { Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../core/arguments.ts";

const CLOUDS = ["aws", "azure", "gcp", "oci"] as const;

/**
 * Location of an origin in a public cloud. Its address alone does not show it: many of their addresses are anycast, so
 * that the smart topology of the tiered cache cannot tell which data center is near. Source: Cloudflare docs, Tiered
 * Cache, cloud region hint.
 *
 * @public
 */
export interface OriginRegion {
  /** Address that the zone's records lead to. */
  readonly address: Input<string>;
  readonly cloud: (typeof CLOUDS)[number];
  /** Region in the cloud's own words, such as `us-central1`. */
  readonly region: string;
}

export function checkOriginRegions(
  checks: ArgumentChecks,
  regions: Readonly<Record<string, OriginRegion>>,
): void {
  for (const [key, { cloud, region }] of Object.entries(regions)) {
    checks.oneOf(`originRegions.${key}.cloud`, cloud, CLOUDS);
    checks.matches(
      `originRegions.${key}.region`,
      region,
      /^[a-z][a-z0-9-]*$/,
      "names of regions such as us-central1",
    );
  }
}
