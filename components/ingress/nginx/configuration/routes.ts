import { pathsOf, type Route, type RouteUpstream, upstreamsOf } from "../../route.ts";
import { type Directives, joined } from "../directives.ts";
import { mapProxy } from "../proxy.ts";
import { mapCache } from "../rules/cache.ts";
import { CORS_HEADERS, mapCors } from "../rules/cors.ts";
import { mapRateLimit, type RateLimit } from "../rules/rate-limit.ts";
import { mapServer } from "../rules/server.ts";
import { requestHeaders, type VirtualHost } from "../virtual-server.ts";
import { block, locationOf, quoted } from "./text.ts";

/** The configuration of one route. */
export interface RouteDirectives {
  /** Zones and maps outside the server block. */
  readonly http: readonly string[];
  /** The lines of each group of pods, by its name. */
  readonly upstreams: Readonly<Record<string, readonly string[]>>;
  readonly locations: readonly string[];
}

/**
 * The directives of a route.
 *
 * @param everywhere directives of every location of the controller
 * @param pods addresses of the pods behind each upstream
 */
export function routeDirectives(
  host: VirtualHost,
  [key, route]: readonly [string, Route],
  everywhere: readonly string[],
  pods: Readonly<Record<string, readonly string[]>>,
): RouteDirectives {
  const { requests, webSockets } = upstreamsOf(key, route, host.proxy);
  const rules = rulesOf(host, key, route);
  const lines = (upstream: RouteUpstream, path?: string) => [
    // A limit of a location replaces the server's, so both are named, as in the controller's objects.
    ...(route.limits ? (limitsOf(host.name, host.limits).location ?? []) : []),
    ...(rules.location ?? []),
    ...everywhere,
    ...(mapProxy(upstream.settings).nginx.location ?? []),
    ...PASSED,
    ...requestHeaders().map((header) => `proxy_set_header ${header.name} ${quoted(header.value)};`),
    ...(route.cors ? CORS_HEADERS : []).map((header) => `proxy_hide_header ${header};`),
    ...Object.entries(host.responseHeaders).map(
      ([header, value]) => `add_header ${header} ${quoted(value)} always;`,
    ),
    `proxy_pass ${route.to.protocol === "https" ? "https" : "http"}://${upstream.name}${path === undefined ? "$request_uri" : rewritten(path, route.rewrite)};`,
  ];
  const groups = [requests, ...(webSockets ? [webSockets] : [])];
  const upstreams = groups.map((upstream) => [upstream.name, groupOf(upstream, pods[upstream.name] ?? [])]);
  const http = rules.http ?? [];
  if (!webSockets) {
    const locations = pathsOf(route).map((path) => block(locationOf(path), lines(requests, path)));
    return { http, upstreams: Object.fromEntries(upstreams), locations };
  }
  // As in the controller: the header decides which of two internal locations handles the request.
  const inner = `/internal_${zoneName(`${host.name}-${key}`)}`;
  const variable = `$${inner.slice(1)}`;
  return {
    http: [...http, `map $http_upgrade ${variable} { default ${inner}; websocket ${inner}_websockets; }`],
    upstreams: Object.fromEntries(upstreams),
    locations: [
      ...pathsOf(route).map((path) => block(locationOf(path), [`rewrite ^ ${variable} last;`])),
      block(`location = ${inner}`, ["internal;", ...lines(requests)]),
      block(`location = ${inner}_websockets`, ["internal;", ...lines(webSockets)]),
    ],
  };
}

/** The limits of a host or route. @param owner whose names prefix the zones */
export function limitsOf(owner: string, limits: Readonly<Record<string, RateLimit>>): Directives {
  return joined(
    Object.entries(limits).map(
      ([key, limit]) => mapRateLimit(zoneName(`${owner}-limit-${key}`), limit).nginx,
    ),
  );
}

function rulesOf(host: VirtualHost, key: string, route: Route): Directives {
  const owner = `${host.name}-${key}`;
  return joined([
    limitsOf(owner, route.limits ?? {}),
    route.cache ? mapCache(zoneName(`${owner}-cache`), route.cache).nginx : {},
    route.serverAuthority === undefined ? {} : mapServer(route.serverAuthority, String(route.to.host)).nginx,
    route.cors ? mapCors(zoneName(owner), route.cors).nginx : {},
  ]);
}

/** In the order that nginx requires: the method, the servers, the keep-alive connections. */
function groupOf({ settings }: RouteUpstream, addresses: readonly string[]): string[] {
  const { upstream = [], upstreamServer = [] } = mapProxy(settings).nginx;
  return [
    ...upstream.filter((line) => line !== "" && !line.startsWith("keepalive")),
    ...addresses.map((address) => `server ${address} ${upstreamServer.join(" ")};`),
    ...upstream.filter((line) => line.startsWith("keepalive")),
  ];
}

/** As in the controller's template. */
const PASSED = [
  "proxy_http_version 1.1;",
  "proxy_set_header Upgrade $http_upgrade;",
  "proxy_set_header Connection $connection_header;",
  "proxy_set_header Host $host;",
  "proxy_set_header X-Real-IP $remote_addr;",
  "proxy_set_header X-Forwarded-Host $host;",
  "proxy_set_header X-Forwarded-Port $server_port;",
  "proxy_set_header X-Forwarded-Proto $scheme;",
  "proxy_hide_header X-Powered-By;",
];

function zoneName(name: string): string {
  return name.replaceAll("-", "_");
}

function rewritten(path: string, rewrite = ""): string {
  return path.endsWith("/") && rewrite !== "/" && rewrite !== "" ? `${rewrite}/` : rewrite;
}
