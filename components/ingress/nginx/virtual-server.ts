import type { Input } from "@pulumi/pulumi";
import type { Endpoint } from "../../core/link.ts";
import { pathsOf, type Route, type RouteUpstream, serviceOf, upstreamsOf } from "../route.ts";
import { CONTROLLER_DEFAULTS } from "./controller.ts";
import type { PolicySpec } from "./definitions/policy.ts";
import type {
  PolicyReference,
  ProxyAction,
  Upstream,
  VirtualServerRoute,
  VirtualServerSpec,
} from "./definitions/virtual-server.ts";
import { mapProxy, type ProxySettings } from "./proxy.ts";
import { mapCache } from "./rules/cache.ts";
import { CORS_HEADERS, mapCors } from "./rules/cors.ts";
import { mapRateLimit, type RateLimit } from "./rules/rate-limit.ts";
import { mapServer } from "./rules/server.ts";

/** A host and its routes, with all inputs of the controller's objects. */
export interface VirtualHost {
  /** Name of the objects. */
  readonly name: string;
  readonly namespace: string;
  readonly className: string;
  readonly host: string;
  readonly tlsSecret: Input<string>;
  readonly routes: Readonly<Record<string, Route>>;
  readonly proxy: Partial<ProxySettings>;
  readonly limits: Readonly<Record<string, RateLimit>>;
  /** Headers added to every response, including refusals. */
  readonly responseHeaders: Readonly<Record<string, string>>;
  /** Policies for the whole host that are created elsewhere. */
  readonly hostPolicies: readonly PolicyReference[];
}

/** The rules of a host by the name of their Policy object. */
export function policiesOf(host: VirtualHost): Record<string, PolicySpec> {
  const rules: [string, PolicySpec][] = limitRules(host.name, host.limits);
  for (const [key, { to, limits = {}, cache, cors, serverAuthority }] of Object.entries(host.routes)) {
    const name = `${host.name}-${key}`;
    rules.push(...limitRules(name, limits));
    if (cache) {
      rules.push([`${name}-cache`, mapCache(zoneOf(name), cache).field]);
    }
    if (serverAuthority !== undefined) {
      rules.push([`${name}-server`, mapServer(serverAuthority, String(to.host)).field]);
    }
    if (cors) {
      rules.push([`${name}-cors`, mapCors(zoneOf(name), cors).field]);
    }
  }
  return Object.fromEntries(rules);
}

/** A VirtualServer whose TLS secret may be known only later. */
export interface HostSpec extends Omit<VirtualServerSpec, "tls"> {
  readonly tls: { readonly secret: Input<string>; readonly redirect: { enable: true; code: number } };
}

/** The VirtualServer of a host. */
export function virtualServerOf(host: VirtualHost): HostSpec {
  const upstreams = new Map<string, Upstream>();
  const routes = Object.entries(host.routes).flatMap(([key, route]) => {
    const { requests, webSockets } = upstreamsOf(key, route, host.proxy);
    for (const upstream of [requests, ...(webSockets ? [webSockets] : [])]) {
      upstreams.set(upstream.name, mapUpstream(host, upstream));
    }
    const policies = routePolicies(host, key, route);
    return pathsOf(route).map((path): VirtualServerRoute => {
      const to = (upstream: RouteUpstream) => ({ proxy: actionOf(host, upstream.name, route, path) });
      return {
        path,
        ...(policies.length > 0 ? { policies } : {}),
        ...(webSockets ? { matches: [{ conditions: [UPGRADES], action: to(webSockets) }] } : {}),
        action: to(requests),
      };
    });
  });
  const policies = [...host.hostPolicies, ...Object.keys(host.limits).map(limitName(host.name))];
  return {
    ingressClassName: host.className,
    host: host.host,
    tls: { secret: host.tlsSecret, redirect: { enable: true, code: 301 } },
    ...(policies.length > 0 ? { policies } : {}),
    upstreams: [...upstreams.values()],
    routes,
  };
}

/** A request that asks to become a WebSocket. */
const UPGRADES = { header: "upgrade", value: "websocket" };

function mapUpstream({ namespace }: VirtualHost, { name, endpoint, settings }: RouteUpstream): Upstream {
  return {
    name,
    service: serviceReference(namespace, endpoint),
    port: endpoint.port,
    ...(endpoint.protocol === "grpc" ? { type: "grpc" } : {}),
    ...(endpoint.protocol === "https" ? { tls: { enable: true } } : {}),
    ...mapProxy(settings).field,
  };
}

function actionOf(host: VirtualHost, upstream: string, route: Route, path: string): ProxyAction {
  const { rewrite, cors } = route;
  const hide = ["X-Powered-By", ...(cors ? CORS_HEADERS : [])];
  const add = Object.entries(host.responseHeaders).map(([name, value]) => ({ name, value, always: true }));
  return {
    upstream,
    ...(rewrite === undefined
      ? {}
      : { rewritePath: path.endsWith("/") && rewrite !== "/" ? `${rewrite}/` : rewrite }),
    requestHeaders: { set: requestHeaders() },
    responseHeaders: { hide, ...(add.length > 0 ? { add } : {}) },
  };
}

/**
 * Headers with the client's address: the one verified address, in each header from which services read it. Lists sent
 * by a client are dropped, since a client can forge them.
 */
export function requestHeaders() {
  return [
    { name: "X-Forwarded-For", value: `\${remote_addr}` },
    { name: CONTROLLER_DEFAULTS.clientAddressHeader, value: `\${remote_addr}` },
    // Empty: the header is not passed on.
    { name: "Forwarded", value: "" },
  ];
}

/** A route's own limits replace the host's in the controller, so both are named. */
function routePolicies(
  host: VirtualHost,
  key: string,
  { limits = {}, cache, cors, serverAuthority }: Route,
): PolicyReference[] {
  const name = `${host.name}-${key}`;
  const own = Object.keys(limits).map(limitName(name));
  const inherited = own.length > 0 ? Object.keys(host.limits).map(limitName(host.name)) : [];
  return [
    ...own,
    ...inherited,
    ...(cache ? [{ name: `${name}-cache` }] : []),
    ...(cors ? [{ name: `${name}-cors` }] : []),
    ...(serverAuthority === undefined ? [] : [{ name: `${name}-server` }]),
  ];
}

function limitRules(owner: string, limits: Readonly<Record<string, RateLimit>>): [string, PolicySpec][] {
  return Object.entries(limits).map(([key, limit]) => {
    const { name } = limitName(owner)(key);
    return [name, mapRateLimit(zoneOf(name), limit).field];
  });
}

function limitName(owner: string): (key: string) => PolicyReference {
  return (key) => ({ name: `${owner}-limit-${key}` });
}

/** Zones are named in nginx' own way. */
function zoneOf(name: string): string {
  return name.replaceAll("-", "_");
}

/** Services in other namespaces are qualified with theirs. */
function serviceReference(namespace: string, to: Endpoint): string {
  const service = serviceOf(to);
  return service?.namespace === namespace ? service.name : `${service?.namespace}/${service?.name}`;
}
