import { pathsOf, upstreamOf } from "../route.ts";
import { type ControllerSettings, mapController } from "./controller.ts";
import { type Directives, joined } from "./directives.ts";
import { mapProxy } from "./proxy.ts";
import { mapCache } from "./rules/cache.ts";
import { mapCors } from "./rules/cors.ts";
import { mapRateLimit, type RateLimit } from "./rules/rate-limit.ts";
import { mapServer } from "./rules/server.ts";
import { requestHeaders, type VirtualHost } from "./virtual-server.ts";

/** What a configuration needs beside the host's settings: what the cluster would tell the controller. */
export interface Surroundings {
  readonly controller: ControllerSettings;
  /** Addresses of the pods behind each upstream, such as `127.0.0.1:8500`, by the upstream's name. */
  readonly pods: Readonly<Record<string, readonly string[]>>;
  /** What the server listens on, such as `127.0.0.1:8443 ssl`. */
  readonly listen: readonly string[];
  /** Certificate and key for listeners with TLS. */
  readonly certificate?: { readonly file: string; readonly keyFile: string };
  /** Settings to leave out, for an nginx that is older than the controller's, such as "sticky" or "http2". */
  readonly without?: readonly string[];
}

/**
 * The part of an nginx configuration that belongs into `http { … }` for one host, from the same mapping as the
 * controller's objects. It is not what the controller writes word for word; it does the same with the settings
 * that the mapping knows, so that they can be tried on a plain nginx.
 */
export function nginxConfiguration(host: VirtualHost, surroundings: Surroundings): string {
  const { controller, pods, listen, certificate, without = [] } = surroundings;
  const everywhere = mapController(controller).nginx;
  const upstreams = new Map<string, string[]>();
  const http: string[] = [...(everywhere.http ?? []), ...UPGRADE];
  const limits = limitsOf(host.name, host.limits);
  http.push(...(limits.http ?? []));
  const locations = Object.entries(host.routes).flatMap(([key, route]) => {
    const { name, settings } = upstreamOf(key, route, host.proxy);
    const proxy = mapProxy(settings).nginx;
    const owner = `${host.name}-${key}`;
    const rules = joined([
      limitsOf(owner, route.limits ?? {}),
      route.cache ? mapCache(zoneName(`${owner}-cache`), route.cache).nginx : {},
      route.serverAuthority === undefined
        ? {}
        : mapServer(route.serverAuthority, String(route.to.host)).nginx,
      route.cors ? mapCors(zoneName(owner), route.cors).nginx : {},
    ]);
    http.push(...(rules.http ?? []));
    const parameters = (proxy.upstreamServer ?? []).join(" ");
    upstreams.set(name, [
      ...(proxy.upstream ?? []).filter((line) => line !== "" && !line.startsWith("keepalive")),
      ...(pods[name] ?? []).map((address) => `server ${address} ${parameters};`),
      ...(proxy.upstream ?? []).filter((line) => line.startsWith("keepalive")),
    ]);
    return pathsOf(route).map((path) =>
      block(`location ${locationOf(path)}`, [
        // A limit of a location replaces the server's, so both are named, as in the controller's objects.
        ...(route.limits ? (limits.location ?? []) : []),
        ...(rules.location ?? []),
        ...(proxy.location ?? []),
        ...PASSED,
        ...requestHeaders().map(
          ({ name: header, value }) => `proxy_set_header ${header} ${nginxValue(value)};`,
        ),
        `proxy_pass ${route.to.protocol === "https" ? "https" : "http"}://${name}${route.rewrite === undefined ? "" : rewritten(path, route.rewrite)};`,
      ]),
    );
  });
  const server = block("server", [
    ...listen.map((where) => `listen ${where};`),
    `server_name ${host.host};`,
    ...(certificate
      ? [`ssl_certificate ${certificate.file};`, `ssl_certificate_key ${certificate.keyFile};`]
      : []),
    ...(everywhere.server ?? []),
    ...(limits.location ?? []),
    ...locations,
  ]);
  const groups = [...upstreams].map(([name, lines]) => block(`upstream ${name}`, lines));
  return [...unique(http), ...groups, server]
    .join("\n")
    .split("\n")
    .filter((line) => !without.some((word) => line.trimStart().startsWith(`${word} `)))
    .join("\n");
}

/** As the controller's template has them: upgrades pass, and connections to pods are kept when nothing upgrades. */
const UPGRADE = ['map $http_upgrade $connection_header { default upgrade; "" ""; }'];
const PASSED = [
  "proxy_http_version 1.1;",
  "proxy_set_header Upgrade $http_upgrade;",
  "proxy_set_header Connection $connection_header;",
  "proxy_set_header Host $host;",
  "proxy_set_header X-Real-IP $remote_addr;",
  "proxy_set_header X-Forwarded-Host $host;",
  "proxy_set_header X-Forwarded-Proto $scheme;",
  "proxy_hide_header X-Powered-By;",
];

function limitsOf(owner: string, limits: Readonly<Record<string, RateLimit>>): Directives {
  return joined(
    Object.entries(limits).map(
      ([key, limit]) => mapRateLimit(zoneName(`${owner}-limit-${key}`), limit).nginx,
    ),
  );
}

function zoneName(name: string): string {
  return name.replaceAll("-", "_");
}

/** `=/api` becomes `= /api`. */
function locationOf(path: string): string {
  return path.startsWith("=") ? `= ${path.slice(1)}` : path;
}

function rewritten(path: string, rewrite: string): string {
  return path.endsWith("/") && rewrite !== "/" ? `${rewrite}/` : rewrite;
}

/** A value with variables in braces, as in the controller's objects, is quoted. */
function nginxValue(value: string): string {
  return `"${value}"`;
}

function block(head: string, lines: readonly string[]): string {
  const inner = unique(lines).flatMap((line) => line.split("\n"));
  return `${head} {\n${inner.map((line) => `  ${line}`).join("\n")}\n}`;
}

/** Directives that several settings bring stand once: nginx refuses them twice. */
function unique(lines: readonly string[]): string[] {
  return [...new Set(lines)];
}
