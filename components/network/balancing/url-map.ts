import { URLMap } from "@pulumi/gcp/compute/urlmap.js";
import type * as inputs from "@pulumi/gcp/types/input.js";
import type { CustomResourceOptions, Input } from "@pulumi/pulumi";
import type { BalancedLocation } from "./routing.ts";

/** Cloudflare's header with the visitor's country. Source: Cloudflare, HTTP headers. */
export const COUNTRY_HEADER = "CF-IPCountry";

/** The pools of a service: the default one, and one per location. */
export interface Pools {
  readonly everybody: Input<string>;
  readonly locations: Readonly<Record<string, Input<string>>>;
}

/** Paths with separate pools. */
export interface RuledPaths {
  readonly paths: readonly string[];
  /** Whether to match only the paths themselves. */
  readonly exact: boolean;
  readonly pools: Pools;
}

/** Inputs of a URL map's rules. */
export interface Routing {
  /** Pools of the default service. */
  readonly pools: Pools;
  readonly routes: readonly RuledPaths[];
  readonly locations: Readonly<Record<string, BalancedLocation>>;
}

/** Routes requests for the hosts by path and country; requests for other hosts go to the default service. */
export function createUrlMap(
  name: string,
  hosts: readonly string[],
  routing: Routing,
  opts: CustomResourceOptions,
): URLMap {
  const { everybody } = routing.pools;
  const host = hosts.find((each) => !each.startsWith("*"));
  return new URLMap(
    name,
    {
      defaultService: everybody,
      hostRules: [{ hosts: [...hosts], pathMatcher: MATCHER }],
      pathMatchers: [{ name: MATCHER, defaultService: everybody, routeRules: routeRules(routing) }],
      ...(host === undefined ? {} : { tests: routeTests(routing, host) }),
    },
    opts,
  );
}

const MATCHER = "site";

type RouteRule = inputs.compute.URLMapPathMatcherRouteRule;
type MatchRule = inputs.compute.URLMapPathMatcherRouteRuleMatchRule;

/** Rules in the order of evaluation: longer paths first, and for each path the countries first. */
function routeRules(routing: Routing): RouteRule[] {
  return choices(routing).map(({ matches, service }, index) => ({
    priority: index + 1,
    matchRules: matches.map(({ path, country }) => ({
      ...path,
      ...(country === undefined
        ? {}
        : { headerMatches: [{ headerName: COUNTRY_HEADER, exactMatch: country }] }),
    })),
    service,
  }));
}

/** A test request of each kind with its target: the cloud refuses a URL map that routes one elsewhere. */
function routeTests(routing: Routing, host: string): inputs.compute.URLMapTest[] {
  const ruled = choices(routing).flatMap(({ matches, service }) => {
    const [first] = matches;
    return first ? [{ ...first, service }] : [];
  });
  const tests = ruled.map(({ sample, country, service }) => ({
    host,
    path: sample,
    service,
    ...(country === undefined ? {} : { headers: [{ name: COUNTRY_HEADER, value: country }] }),
  }));
  // Source: Compute Engine API, urlMaps: at most 100 tests.
  return [...tests.slice(0, 99), { host, path: "/", service: routing.pools.everybody }];
}

interface Match {
  readonly path: Pick<MatchRule, "fullPathMatch" | "prefixMatch">;
  readonly country?: string;
  /** A path that it matches. */
  readonly sample: string;
}

interface Choice {
  readonly matches: readonly Match[];
  readonly service: Input<string>;
}

function choices({ pools, routes, locations }: Routing): Choice[] {
  const onPaths = routes
    .flatMap(({ paths, exact, pools: own }) => paths.map((path) => ({ path, exact, own })))
    .sort((one, other) => other.path.length - one.path.length || (one.path < other.path ? -1 : 1))
    .flatMap(({ path, exact, own }) => {
      const matches = pathMatches(path, exact);
      return [...byCountry(matches, own, locations), { matches, service: own.everybody }];
    });
  const everywhere = [{ path: { prefixMatch: "/" }, sample: "/" }];
  return [...onPaths, ...byCountry(everywhere, pools, locations)];
}

/** `/maps` matches itself and everything below, but not `/mapstore`. */
function pathMatches(path: string, exact: boolean): Match[] {
  const itself = { path: { fullPathMatch: path }, sample: path };
  return exact ? [itself] : [itself, { path: { prefixMatch: `${path}/` }, sample: `${path}/` }];
}

function byCountry(
  matches: readonly Match[],
  pools: Pools,
  locations: Readonly<Record<string, BalancedLocation>>,
): Choice[] {
  return Object.entries(locations).map(([key, { countries }]) => ({
    matches: countries.flatMap((country) => matches.map((match) => ({ ...match, country }))),
    service: pools.locations[key] ?? pools.everybody,
  }));
}
