import type { LoadBalancerArgs as CloudflareArgs } from "@pulumi/cloudflare/loadBalancer.js";
import { LoadBalancer as CloudflareLoadBalancer } from "@pulumi/cloudflare/loadBalancer.js";
import { LoadBalancerMonitor } from "@pulumi/cloudflare/loadBalancerMonitor.js";
import { LoadBalancerPool } from "@pulumi/cloudflare/loadBalancerPool.js";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { normalName } from "#models/dns/names";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import {
  type Affinity,
  checkBalancing,
  type Monitor,
  type Pool,
  type PoolOrigin,
  STEERING_POLICIES,
  type Steering,
} from "./balancing/policy.ts";
import { checkCertificate } from "./hosts.ts";
import { tierChecks } from "./plan-limits/tier-checks.ts";
import { normalHost } from "./records/normal-form.ts";
import { accountName, fullName } from "./records.ts";
import type { Zone } from "./zone.ts";

export type { Affinity, Monitor, Pool, PoolOrigin, Region, Steering } from "./balancing/policy.ts";

/** Arguments of a {@link LoadBalancer}. */
export interface LoadBalancerArgs {
  /** Zone of the host. Load balancing is an add-on that is bought in the dashboard: the provider has no resource for it. */
  zone: Zone;
  /** Cloudflare account that owns pools and monitor. */
  accountId: string;
  /** "@" for the zone's domain, or a name below it; it replaces a DNS record. */
  host: string;
  /** Pools by a key of your choice, in the order in which they are tried. */
  pools: Readonly<Record<string, Pool>>;
  /** How a pool is chosen. Default "failover". */
  steering?: Steering;
  /** Fallback pool if none is healthy. Default: the last. */
  fallback?: string;
  /** Default "none". */
  affinity?: Affinity;
  /** Health check. Default: HTTPS /healthz every 60 s. */
  monitor?: Monitor;
}

/**
 * Balances a host's visitors across pools of servers, excluding unhealthy ones. Requests that fail to reach a server
 * are retried once at another pool. The host stays proxied.
 *
 * @public
 * @throws ArgumentError for pools that Cloudflare would refuse or that would leave visitors without a server
 */
export class LoadBalancer extends Component {
  /** Where visitors reach the host. */
  readonly endpoint: Endpoint;
  readonly resources: {
    readonly monitor: LoadBalancerMonitor;
    readonly pools: Readonly<Record<string, LoadBalancerPool>>;
    readonly balancer: CloudflareLoadBalancer;
  };

  constructor(name: string, args: LoadBalancerArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("LoadBalancer", name, args);
    const { zone, accountId, pools, steering = "failover", affinity = "none", monitor = {} } = args;
    const keys = Object.keys(pools);
    const fallback = args.fallback ?? keys.at(-1) ?? "";
    checkBalancing(checks, tierChecks(checks, zone.plan), { pools, steering, fallback, affinity, monitor });
    const host = fullName(args.host, zone.domain);
    checkCertificate(checks, "host", host, zone);
    super("edge", "LoadBalancer", name, { host, steering, fallback, affinity, monitor, pools: keys }, opts);
    const parent = { parent: this };

    const watch = new LoadBalancerMonitor(
      `${name}-monitor`,
      {
        accountId,
        type: "https",
        method: "GET",
        path: monitor.path ?? "/healthz",
        port: monitor.port ?? 443,
        interval: monitor.intervalSeconds ?? 60,
        timeout: monitor.timeoutSeconds ?? 5,
        retries: monitor.retries ?? 2,
        expectedCodes: monitor.expectedCodes ?? "200",
        header: { Host: [monitor.host === undefined ? host : normalName(monitor.host)] },
        description: name,
      },
      parent,
    );
    const created: Record<string, LoadBalancerPool> = {};
    const ids: Record<string, Output<string>> = {};
    for (const [key, pool] of Object.entries(pools)) {
      const [latitude, longitude] = pool.location ?? [];
      const made = new LoadBalancerPool(
        `${name}-${key}`,
        {
          accountId,
          // Pools are account-wide, so the domain in the name distinguishes them from other stacks' pools.
          name: accountName(zone.domain, name, key),
          monitor: watch.id,
          minimumOrigins: pool.minimumHealthy ?? 1,
          origins: Object.entries(pool.origins).map(([origin, server]) => toOrigin(origin, server)),
          ...(latitude === undefined || longitude === undefined ? {} : { latitude, longitude }),
        },
        parent,
      );
      created[key] = made;
      ids[key] = made.id;
    }
    const idOf = (key: string) => ids[key] ?? "";
    const balancer = new CloudflareLoadBalancer(
      `${name}-host`,
      {
        zoneId: zone.id,
        name: host,
        proxied: true,
        defaultPools: keys.map(idOf),
        fallbackPool: idOf(fallback),
        steeringPolicy: STEERING_POLICIES[steering],
        regionPools: byPlace(pools, ({ regions = [] }) => regions, idOf),
        countryPools: byPlace(pools, ({ countries = [] }) => countries, idOf),
        adaptiveRouting: { failoverAcrossPools: true },
        ...toAffinity(affinity),
      },
      parent,
    );
    this.endpoint = {
      id: this.endpointId("https"),
      name,
      host,
      port: 443,
      protocol: "https",
      peer: { kind: "host", hosts: [host] },
      public: true,
    };
    this.resources = { monitor: watch, pools: created, balancer };
    this.publish({
      endpoints: [this.endpoint],
      links: [linkTo(zone.urn, this.endpoint), ...behind(pools).map((each) => linkTo(this.urn, each))],
      facts: {
        balancing: { layer: 7, host, pools: keys, by: steering },
        healthCheck: { path: monitor.path ?? "/healthz", intervalSeconds: monitor.intervalSeconds ?? 60 },
      },
    });
  }
}

/** What the origins are, each once. */
function behind(pools: Readonly<Record<string, Pool>>): readonly Endpoint[] {
  const origins = Object.values(pools).flatMap((pool) => Object.values(pool.origins));
  return [...new Set(origins.flatMap(({ to }) => (to ? [to] : [])))];
}

function toOrigin(name: string, { address, weight = 1, port, host }: PoolOrigin) {
  return {
    name,
    address: normalHost(address),
    weight,
    enabled: true,
    ...(port === undefined ? {} : { port }),
    ...(host === undefined ? {} : { header: { hosts: [normalName(host)] } }),
  };
}

/** Locations to their pools, in the pools' order, then the others, so that every location has a fallback. */
function byPlace(
  pools: Readonly<Record<string, Pool>>,
  placesOf: (pool: Pool) => readonly string[],
  idOf: (key: string) => Output<string> | string,
): Record<string, (Output<string> | string)[]> {
  const places = [...new Set(Object.values(pools).flatMap(placesOf))].sort();
  const serving = (place: string, wanted: boolean) => {
    const keys = Object.keys(pools).filter(
      (key) => placesOf(pools[key] ?? { origins: {} }).includes(place) === wanted,
    );
    return keys.map(idOf);
  };
  return Object.fromEntries(
    places.map((place) => [place, [...serving(place, true), ...serving(place, false)]]),
  );
}

function toAffinity(affinity: Affinity): Partial<CloudflareArgs> {
  if (affinity === "none") {
    return { sessionAffinity: "none" };
  }
  if (affinity.kind === "header") {
    return {
      sessionAffinity: "header",
      sessionAffinityTtl: affinity.seconds ?? 1800,
      sessionAffinityAttributes: { headers: [...affinity.headers], requireAllHeaders: false },
    };
  }
  return {
    sessionAffinity: affinity.byAddress ? "ip_cookie" : "cookie",
    sessionAffinityTtl: affinity.seconds ?? 82_800,
    sessionAffinityAttributes: { secure: "Always", samesite: "Lax" },
  };
}
