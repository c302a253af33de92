import type { Input } from "@pulumi/pulumi";
import { includes, LIMITS } from "#models/cloudflare/plan-limits";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { Endpoint } from "../../core/link.ts";
import type { TierChecks } from "../plan-limits/tier-checks.ts";

/** A server, or the load balancer of a cluster. */
export interface PoolOrigin {
  /** Address or host name. */
  readonly address: Input<string>;
  /** What answers there, such as the ingress of a region: the line in the picture. Default: not stated. */
  readonly to?: Endpoint;
  /** Weight among the pool's servers, 0 to 1. Default 1. */
  readonly weight?: number;
  /** Default: the visitor's. */
  readonly port?: number;
  /** Host header to send. Default: the visitor's. */
  readonly host?: string;
}

/** Interchangeable servers, such as those of one region. */
export interface Pool {
  /** By a key of your choice, which names the server. */
  readonly origins: Readonly<Record<string, PoolOrigin>>;
  /** Regions of the world that it serves first, with steering "geo". */
  readonly regions?: readonly Region[];
  /** Countries that it serves first, ISO 3166-1, with steering "geo"; they take precedence over regions. */
  readonly countries?: readonly string[];
  /** Latitude and longitude in degrees, for steering "proximity". */
  readonly location?: readonly [latitude: number, longitude: number];
  /** Minimum number of healthy servers; with fewer the whole pool counts as down. Default 1. */
  readonly minimumHealthy?: number;
}

/** Cloudflare's regions of the world. Source: Cloudflare docs, load balancing, region mapping. */
export const REGIONS = [
  "WNAM",
  "ENAM",
  "WEU",
  "EEU",
  "NSAM",
  "SSAM",
  "OC",
  "ME",
  "NAF",
  "SAF",
  "SAS",
  "SEAS",
  "NEAS",
] as const;

export type Region = (typeof REGIONS)[number];

/**
 * How a pool is chosen: "failover" the first healthy one, "geo" the one for the visitor's region or country, "latency"
 * the one with the fastest health checks, "proximity" the geographically nearest.
 */
export type Steering = "failover" | "geo" | "latency" | "proximity" | "random" | "least_connections";

export const STEERING_POLICIES: Readonly<Record<Steering, string>> = {
  failover: "off",
  geo: "geo",
  latency: "dynamic_latency",
  proximity: "proximity",
  random: "random",
  least_connections: "least_connections",
};

/** Health check of servers. */
export interface Monitor {
  /** Default "/healthz". */
  readonly path?: string;
  /** Health check interval, in seconds. Default 60; at least 10 on the Enterprise plan. */
  readonly intervalSeconds?: number;
  /** Timeout of a health check, in seconds. Default 5. */
  readonly timeoutSeconds?: number;
  /** Immediate retries before a server counts as down. Default 2. */
  readonly retries?: number;
  /** Statuses of a healthy server. Default "200". */
  readonly expectedCodes?: string;
  /** Default 443. */
  readonly port?: number;
  /** Host header of health checks. Default: the load balancer's host. */
  readonly host?: string;
}

/** Session affinity. Stateless services need none: it balances worse than random choice. */
export type Affinity =
  | "none"
  /** By a cookie from the edge; with `byAddress` by address until the cookie exists. */
  | { readonly kind: "cookie"; readonly seconds?: number; readonly byAddress?: boolean }
  /** By the values of request headers. */
  | { readonly kind: "header"; readonly headers: readonly string[]; readonly seconds?: number };

/** Arguments of {@link checkBalancing}. */
export interface Balancing {
  readonly pools: Readonly<Record<string, Pool>>;
  readonly steering: Steering;
  readonly fallback: string;
  readonly affinity: Affinity;
  readonly monitor: Monitor;
}

/** Fails for pools and policies that Cloudflare would refuse, or that would leave visitors without a pool. */
export function checkBalancing(checks: ArgumentChecks, tier: TierChecks, balancing: Balancing): void {
  const { pools, steering, fallback, monitor } = balancing;
  const keys = Object.keys(pools);
  checks.that(keys.length > 0, "pools", pools, "at least one");
  checks.oneOf("fallback", fallback, keys);
  let endpoints = 0;
  for (const [key, pool] of Object.entries(pools)) {
    const origins = Object.keys(pool.origins).length;
    endpoints += origins;
    checks.matches("pools' key", key, /^[a-z0-9]([a-z0-9-]*[a-z0-9])?$/, "letters, digits and inner hyphens");
    checks.that(origins > 0, `pools.${key}.origins`, pool.origins, "at least one");
    checks.whole(`pools.${key}.minimumHealthy`, pool.minimumHealthy, 0, origins, "the pool's servers");
    for (const [origin, { weight }] of Object.entries(pool.origins)) {
      checks.range(`pools.${key}.origins.${origin}.weight`, weight, 0, 1);
    }
    for (const region of pool.regions ?? []) {
      checks.oneOf(`pools.${key}.regions`, region, REGIONS);
    }
    const [latitude, longitude] = pool.location ?? [];
    checks.range(`pools.${key}.location latitude`, latitude, -90, 90, "degrees");
    checks.range(`pools.${key}.location longitude`, longitude, -180, 180, "degrees");
    checks.that(
      steering !== "proximity" || pool.location !== undefined,
      `pools.${key}.location`,
      pool.location,
      "given for steering proximity",
    );
  }
  const served = Object.values(pools).some(({ regions, countries }) => regions?.length || countries?.length);
  checks.that(
    steering !== "geo" || served,
    "steering",
    steering,
    "geo only when a pool names regions or countries",
  );
  const most = LIMITS[tier.plan].loadBalancerEndpoints;
  tier.within("pools' origins", endpoints, `at most ${most}`, ({ loadBalancerEndpoints: limit }) => {
    return limit === undefined || endpoints <= limit;
  });
  const least = includes(tier.plan, "enterprise") ? 10 : 60;
  checks.whole("monitor.intervalSeconds", monitor.intervalSeconds, least, 3600, `seconds, plan ${tier.plan}`);
  checks.whole("monitor.retries", monitor.retries, 0, 5);
  checks.whole("monitor.timeoutSeconds", monitor.timeoutSeconds, 1, 10, "seconds");
  checkAffinity(checks, balancing.affinity);
}

function checkAffinity(checks: ArgumentChecks, affinity: Affinity): void {
  if (affinity === "none") {
    return;
  }
  const [least, most] = affinity.kind === "cookie" ? [1800, 604_800] : [30, 3600];
  checks.whole("affinity.seconds", affinity.seconds, least, most, `seconds, by ${affinity.kind}`);
  if (affinity.kind === "header") {
    checks.that(
      affinity.headers.length >= 1 && affinity.headers.length <= 5,
      "affinity.headers",
      affinity.headers,
      "one to five header names",
    );
  }
}
