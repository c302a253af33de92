import type { ArgumentChecks } from "../core/arguments.ts";
import type { Endpoint } from "../core/link.ts";
import { PROXY_DEFAULTS, type ProxySettings } from "./nginx/proxy.ts";
import type { CacheRule } from "./nginx/rules/cache.ts";
import type { CorsRule } from "./nginx/rules/cors.ts";
import type { RateLimit } from "./nginx/rules/rate-limit.ts";

/** A path of a host and where its requests go; plain data that the edge reads too. */
export interface Route {
  /** Path such as `/api`, without a trailing slash. */
  readonly path: string;
  /** "prefix" takes the path and all below it, "exact" the path alone. Default "prefix". */
  readonly match?: "prefix" | "exact";
  /**
   * Where requests go. TLS has ended before and "http" is spoken inside the cluster, which network policies
   * fence; to an endpoint of protocol "https" requests are encrypted again.
   */
  readonly to: Endpoint;
  /**
   * Name of a Secret of type `nginx.org/ca` with the authority that an "https" endpoint's certificate has to
   * be of, in the routes' namespace. Without it the connection is encrypted, but whoever answers is believed.
   */
  readonly serverAuthority?: string;
  /** What the path is called at the service. Default: the same. */
  readonly rewrite?: string;
  /** What differs from the host's settings; such a route counts failures of pods by itself. */
  readonly proxy?: Partial<ProxySettings>;
  /**
   * Seconds that an idle WebSocket is kept; other requests of the route keep their timeouts. Default: the read timeout.
   */
  readonly webSocketIdleSeconds?: number;
  /** Limits for this path, besides those of the host, by a name of their own. */
  readonly limits?: Readonly<Record<string, RateLimit>>;
  /** Keeps responses on the controller's pods. Default: nothing is kept. */
  readonly cache?: CacheRule;
  /** Answers cross-origin calls here; only where the edge does not. */
  readonly cors?: CorsRule;
}

/** A group of pods as one route or several reach it. */
export interface RouteUpstream {
  /** Name of the upstream. */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly settings: ProxySettings;
}

/** The upstreams of a route. */
export interface RouteUpstreams {
  readonly requests: RouteUpstream;
  /** The same pods with patience, where WebSockets are idle for longer than a request may take. */
  readonly webSockets?: RouteUpstream;
}

/**
 * The upstreams of a route. Routes to one endpoint with the host's settings share one, so that a pod that fails
 * on one path is left alone on all; a route with settings of its own has its own.
 */
export function upstreamsOf(key: string, route: Route, host: Partial<ProxySettings>): RouteUpstreams {
  const { to, proxy = {}, webSocketIdleSeconds: idle } = route;
  const name = Object.keys(proxy).length === 0 ? to.name : `${to.name}-${key}`;
  const requests = { name, endpoint: to, settings: { ...PROXY_DEFAULTS, ...host, ...proxy } };
  if (idle === undefined) {
    return { requests };
  }
  const settings = { ...requests.settings, readTimeoutSeconds: idle, sendTimeoutSeconds: idle };
  return { requests, webSockets: { name: `${to.name}-${key}-websockets`, endpoint: to, settings } };
}

/**
 * The locations of a route, in the controller's notation. A prefix is two of them, since nginx' own would take
 * `/apix` for `/api`.
 */
export function pathsOf({ path, match = "prefix" }: Route): string[] {
  if (match === "exact") {
    return [`=${path}`];
  }
  return path === "/" ? ["/"] : [`=${path}`, `${path}/`];
}

/** The Service that an endpoint is, by its host; undefined for anything else. */
export function serviceOf({ host }: Endpoint): { name: string; namespace: string } | undefined {
  const [, name, namespace] = (typeof host === "string" && SERVICE.exec(host)) || [];
  return name !== undefined && namespace !== undefined ? { name, namespace } : undefined;
}

export function checkRoute(checks: ArgumentChecks, key: string, route: Route): void {
  const at = `routes.${key}`;
  // The host's own limits are named after that word.
  checks.matches(
    at,
    key,
    /^(?!limit$)[a-z]([-a-z0-9]{0,30}[a-z0-9])?$/,
    'keys that are DNS labels up to 32 long, but not "limit"',
  );
  checks.matches(`${at}.path`, route.path, PATH, "paths such as /api, without a slash at the end");
  checks.matches(`${at}.rewrite`, route.rewrite, PATH, "paths such as /api, without a slash at the end");
  checks.that(
    route.to.peer.kind === "pods" && serviceOf(route.to) !== undefined,
    `${at}.to`,
    route.to.host,
    "Services of the cluster, such as backend.shop.svc.cluster.local, with pods as their peer",
  );
  checks.that(
    route.serverAuthority === undefined || route.to.protocol === "https",
    `${at}.serverAuthority`,
    route.serverAuthority,
    'endpoints of protocol "https" beside it',
  );
  checks.whole(`${at}.webSocketIdleSeconds`, route.webSocketIdleSeconds, 1, 86_400, "seconds");
  // The controller would look for the exact path with its "=" and rewrite nothing.
  checks.that(
    route.webSocketIdleSeconds === undefined || route.rewrite === undefined,
    `${at}.rewrite`,
    route.rewrite,
    "routes without webSocketIdleSeconds",
  );
  checkProxy(checks, `${at}.proxy`, route.proxy ?? {});
  for (const [name, limit] of Object.entries(route.limits ?? {})) {
    checkLimit(checks, `${at}.limits.${name}`, limit);
  }
  if (route.cors) {
    checkCors(checks, `${at}.cors`, route.cors);
  }
}

export function checkProxy(checks: ArgumentChecks, at: string, proxy: Partial<ProxySettings>): void {
  checks.whole(`${at}.maxFails`, proxy.maxFails, 0, 1000, "0 never leaves a pod alone");
  checks.whole(`${at}.failTimeoutSeconds`, proxy.failTimeoutSeconds, 1, 3600, "seconds");
  checks.whole(
    `${at}.connectTimeoutSeconds`,
    proxy.connectTimeoutSeconds,
    1,
    75,
    "seconds; nginx stops at 75",
  );
  checks.whole(`${at}.sendTimeoutSeconds`, proxy.sendTimeoutSeconds, 1, 86_400, "seconds");
  checks.whole(`${at}.readTimeoutSeconds`, proxy.readTimeoutSeconds, 1, 86_400, "seconds");
  checks.whole(`${at}.tries`, proxy.tries, 1, 10, "pods, the first included");
  checks.whole(`${at}.retryWithinSeconds`, proxy.retryWithinSeconds, 1, 600, "seconds");
  checks.whole(`${at}.maxBodyMiB`, proxy.maxBodyMiB, 1, 10_240, "MiB");
  checks.whole(`${at}.idleConnections`, proxy.idleConnections, 0, 1024, "0 opens one for each request");
}

export function checkLimit(checks: ArgumentChecks, at: string, limit: RateLimit): void {
  checks.whole(`${at}.requestsPerMinute`, limit.requestsPerMinute, 1, 1_000_000, "requests a minute");
  checks.whole(`${at}.burst`, limit.burst, 0, 1_000_000, "requests");
  checks.whole(`${at}.zoneMiB`, limit.zoneMiB, 1, 1024, "MiB");
}

/** A browser refuses credentials for "*", and "*" for signed-in calls would let any site act for its visitor. */
function checkCors(checks: ArgumentChecks, at: string, rule: CorsRule): void {
  const { origins, methods = [], credentials = true } = rule;
  checks.that(
    !(methods.includes("GET") && methods.includes("HEAD")),
    `${at}.methods`,
    methods,
    "lists without HEAD where GET is in them (it is always included)",
  );
  checks.that(origins.length > 0, `${at}.origins`, origins, "at least one origin");
  checks.that(
    !(credentials && origins.includes("*")),
    `${at}.origins`,
    origins,
    'origins by name, or "*" with credentials: false',
  );
  for (const origin of origins) {
    checks.matches(`${at}.origins`, origin, ORIGIN, "origins such as https://example.com");
  }
}

const SERVICE = /^([a-z0-9-]+)\.([a-z0-9-]+)\.svc(?:\.cluster\.local)?$/;
const PATH = /^\/$|^(\/[A-Za-z0-9._~%-]+)+$/;
const ORIGIN = /^\*$|^https?:\/\/(\*\.)?[A-Za-z0-9.-]+(:\d+)?$/;
