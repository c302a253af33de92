import { type ControllerSettings, mapController } from "../controller.ts";
import type { VirtualHost } from "../virtual-server.ts";
import { limitsOf, routeDirectives } from "./routes.ts";
import { block, unique, withoutSettings } from "./text.ts";

/** Inputs of a configuration besides the host's settings, which in a cluster the controller discovers. */
export interface ConfigurationContext {
  readonly controller: ControllerSettings;
  /** Addresses of the pods behind each upstream, such as `127.0.0.1:8500`, by the upstream's name. */
  readonly pods: Readonly<Record<string, readonly string[]>>;
  /** Listening address of the server, such as `127.0.0.1:8443 ssl`. */
  readonly listen: readonly string[];
  /**
   * Certificate and key for listeners with TLS. With them, requests without TLS are redirected to the same address with
   * TLS.
   */
  readonly certificate?: { readonly file: string; readonly keyFile: string };
  /** File with the authority of accepted client certificates. Default: none is required. */
  readonly clientAuthority?: string;
  /** Settings to omit, for an nginx older than the controller's, such as "sticky" or "http2". */
  readonly without?: readonly string[];
}

/**
 * The part of an nginx configuration inside `http { … }` for one host, from the same mapping as the controller's
 * objects. It is not verbatim what the controller writes; it has the same effect for the settings of the mapping, so
 * that they can be tested on a plain nginx.
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

/** As in the controller's template: upgrades pass, and otherwise connections to pods are kept alive. */
const UPGRADE = 'map $http_upgrade $connection_header { default upgrade; "" ""; }';
