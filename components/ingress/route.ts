import type { ArgumentChecks } from "../core/arguments.ts";
import type { Endpoint } from "../core/link.ts";
import { PROXY_DEFAULTS, type ProxySettings } from "./nginx/proxy.ts";
import type { CacheRule } from "./nginx/rules/cache.ts";
import type { CorsRule } from "./nginx/rules/cors.ts";
import type { RateLimit } from "./nginx/rules/rate-limit.ts";

/** A path of a host and its target; plain data that the edge also reads. */
export interface Route {
  /** Path such as `/api`, without a trailing slash. */
  readonly path: string;
  /** "prefix" matches the path and everything below it, "exact" only the path. Default "prefix". */
  readonly match?: "prefix" | "exact";
  /**
   * Target of requests. TLS is already terminated, and traffic inside the cluster is plain HTTP guarded by network
   * policies; requests to an endpoint with protocol "https" are re-encrypted.
   */
  readonly to: Endpoint;
  /**
   * Name of a Secret of type `nginx.org/ca` with the authority that must have issued an "https" endpoint's certificate,
   * in the routes' namespace. Without it the connection is encrypted but the endpoint is not authenticated.
   */
  readonly serverAuthority?: string;
  /** The path at the service. Default: the same. */
  readonly rewrite?: string;
  /** Overrides of the host's settings; such a route counts failures of pods separately. */
  readonly proxy?: Partial<ProxySettings>;
  /**
   * Idle timeout of WebSockets, in seconds; other requests of the route keep their timeouts. Default: the read timeout.
   */
  readonly webSocketIdleSeconds?: number;
  /** Rate limits for this path, besides those of the host, by name. */
  readonly limits?: Readonly<Record<string, RateLimit>>;
  /** Caches responses on the controller's pods. Default: no cache. */
  readonly cache?: CacheRule;
  /** Handles cross-origin calls; only if the edge does not. */
  readonly cors?: CorsRule;
}

/** A group of pods that one or several routes use. */
export interface RouteUpstream {
  /** Name of the upstream. */
  readonly name: string;
  readonly endpoint: Endpoint;
  readonly settings: ProxySettings;
}

/** The upstreams of a route. */
export interface RouteUpstreams {
  readonly requests: RouteUpstream;
  /** The same pods with a longer timeout, for WebSockets that may idle longer than a request may take. */
  readonly webSockets?: RouteUpstream;
}

/**
 * The upstreams of a route. Routes to one endpoint with the host's settings share one, so that a pod that fails on one
 * path is out of rotation on all; a route with overrides has its own.
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
 * The locations of a route, in the controller's notation. A prefix needs two of them, since nginx's own prefix match
 * would match `/apix` for `/api`.
 */
export function pathsOf({ path, match = "prefix" }: Route): string[] {
  if (match === "exact") {
    return [`=${path}`];
  }
  return path === "/" ? ["/"] : [`=${path}`, `${path}/`];
}

/** The Service of an endpoint, by its host; undefined for other endpoints. */
export function serviceOf({ host }: Endpoint): { name: string; namespace: string } | undefined {
  const [, name, namespace] = (typeof host === "string" && SERVICE.exec(host)) || [];
  return name !== undefined && namespace !== undefined ? { name, namespace } : undefined;
}

export function checkRoute(
  checks: ArgumentChecks,
  key: string,
  route: Route,
  pods: number | undefined,
): void {
  const at = `routes.${key}`;
  // That word names the host's own limits.
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
    checkLimit(checks, `${at}.limits.${name}`, limit, pods);
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

/**
 * Checks a rate limit. The controller divides the rate by its number of pods and rounds down; nginx refuses `0r/m`, and
 * with it every change of the configuration.
 *
 * @param pods the controller's maximum number of pods; undefined if another program runs it
 */
export function checkLimit(
  checks: ArgumentChecks,
  at: string,
  limit: RateLimit,
  pods: number | undefined,
): void {
  checks.whole(`${at}.requestsPerMinute`, limit.requestsPerMinute, 1, 1_000_000, "requests a minute");
  checks.whole(
    `${at}.requestsPerMinute`,
    limit.requestsPerMinute,
    pods ?? 1,
    1_000_000,
    `one for each of up to ${pods} pods of the ingress controller, which share the rate`,
  );
  checks.whole(`${at}.burst`, limit.burst, 0, 1_000_000, "requests");
  checks.whole(`${at}.zoneMiB`, limit.zoneMiB, 1, 1024, "MiB");
}

/**
 * A browser refuses credentials for "*", and "*" for authenticated calls would allow any site to act for its visitor.
 */
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
