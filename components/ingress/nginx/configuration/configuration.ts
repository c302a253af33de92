import { type ControllerSettings, mapController } from "../controller.ts";
import type { VirtualHost } from "../virtual-server.ts";
import { limitsOf, routeDirectives } from "./routes.ts";
import { block, unique, withoutSettings } from "./text.ts";

/** What a configuration needs beside the host's settings: what the cluster would tell the controller. */
export interface ConfigurationContext {
  readonly controller: ControllerSettings;
  /** Addresses of the pods behind each upstream, such as `127.0.0.1:8500`, by the upstream's name. */
  readonly pods: Readonly<Record<string, readonly string[]>>;
  /** What the server listens on, such as `127.0.0.1:8443 ssl`. */
  readonly listen: readonly string[];
  /** Certificate and key for listeners with TLS. With them, requests without TLS are sent to the same address with it. */
  readonly certificate?: { readonly file: string; readonly keyFile: string };
  /** File with the authority whose client certificates alone are let in. Default: nobody is asked for one. */
  readonly clientAuthority?: string;
  /** Settings to leave out, for an nginx that is older than the controller's, such as "sticky" or "http2". */
  readonly without?: readonly string[];
}

/**
 * The part of an nginx configuration that belongs into `http { … }` for one host, from the same mapping as the
 * controller's objects. It is not what the controller writes word for word; it does the same with the settings
 * that the mapping knows, so that they can be tried on a plain nginx.
 */
export function nginxConfiguration(host: VirtualHost, context: ConfigurationContext): string {
  const { controller, pods, listen, certificate, clientAuthority, without = [] } = context;
  const everywhere = mapController(controller).nginx;
  const limits = limitsOf(host.name, host.limits);
  const routes = Object.entries(host.routes).map((route) =>
    routeDirectives(host, route, everywhere.location ?? [], pods),
  );
  const http = [
    ...(everywhere.http ?? []),
    UPGRADE,
    ...(limits.http ?? []),
    ...routes.flatMap((route) => route.http),
  ];
  const upstreams = Object.fromEntries(routes.flatMap((route) => Object.entries(route.upstreams)));
  const server = block("server", [
    ...listen.map((where) => `listen ${where};`),
    `server_name ${host.host};`,
    ...(certificate ? tlsLines(certificate) : []),
    ...(clientAuthority ? [`ssl_client_certificate ${clientAuthority};`, "ssl_verify_client on;"] : []),
    ...(everywhere.server ?? []),
    ...(limits.location ?? []),
    ...routes.flatMap((route) => route.locations),
  ]);
  const groups = Object.entries(upstreams).map(([name, lines]) => block(`upstream ${name}`, lines));
  return withoutSettings([...unique(http), ...groups, server].join("\n"), without);
}

function tlsLines({ file, keyFile }: NonNullable<ConfigurationContext["certificate"]>): string[] {
  return [
    `ssl_certificate ${file};`,
    `ssl_certificate_key ${keyFile};`,
    "if ($scheme = http) { return 301 https://$host$request_uri; }",
  ];
}

/** As the controller's template has them: upgrades pass, and connections to pods are kept when nothing upgrades. */
const UPGRADE = 'map $http_upgrade $connection_header { default upgrade; "" ""; }';
