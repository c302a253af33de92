import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import { type ComponentResourceOptions, type Input, type Resource, secret } from "@pulumi/pulumi";
import type { FactInputs } from "#graph/facts";
import { normalName } from "#models/dns/names";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Endpoint, linkTo } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import { linkPolicies } from "../network-policy/policies.ts";
import { NGINX_API_VERSION } from "./nginx/definitions/definitions.ts";
import type { PolicyReference } from "./nginx/definitions/virtual-server.ts";
import type { ProxySettings } from "./nginx/proxy.ts";
import type { RateLimit } from "./nginx/rules/rate-limit.ts";
import { policiesOf, type VirtualHost, virtualServerOf } from "./nginx/virtual-server.ts";
import type { IngressController } from "./nginx-ingress.ts";
import { CLOUDFLARE_ORIGIN_PULL_AUTHORITY } from "./origin-pulls.ts";
import { checkLimit, checkProxy, checkRoute, type Route } from "./route.ts";

export type { Balancing, ProxySettings, RetryCondition, StickyCookie } from "./nginx/proxy.ts";
export type { CacheRule } from "./nginx/rules/cache.ts";
export type { CorsRule } from "./nginx/rules/cors.ts";
export type { LimitKey, RateLimit } from "./nginx/rules/rate-limit.ts";
export type { Route } from "./route.ts";

/** Arguments of {@link Routes}. */
export interface RoutesArgs {
  /** Host name of the requests, such as `example.com`. */
  readonly host: string;
  /** Namespace of the objects; the certificate's secret must be in it. */
  readonly namespace: string;
  /** The ingress controller: {@link NginxIngress.controller}. */
  readonly ingress: IngressController;
  /** Name of the TLS secret, from a Certificate. */
  readonly tlsSecret: Input<string>;
  /** Routes by a key of your choice. The longest path wins; order is irrelevant. */
  readonly routes: Readonly<Record<string, Route>>;
  /** Overrides of {@link PROXY_DEFAULTS} for all routes. */
  readonly proxy?: Partial<ProxySettings>;
  /** Rate limits for all requests of the host. Default: 1000 a minute per client. Source: gmail-auth, rate limits. */
  readonly limits?: Readonly<Record<string, RateLimit>>;
  /** Headers added to every response. Default none: the edge adds the security headers, which would be duplicated. */
  readonly responseHeaders?: Readonly<Record<string, string>>;
  /**
   * Certificate authority, as PEM, of the required client certificates. Default if Cloudflare connects directly: the
   * one of its authenticated origin pulls, which the zone must enable; for a zone with a zone-specific certificate,
   * pass its authority, `originPullAuthority`. `false` requires none, the default behind a global load balancer, which
   * presents no certificate.
   */
  readonly clientAuthority?: Input<string> | false | undefined;
  /** The system in the objects' labels. Default: `namespace`. */
  readonly partOf?: string;
}

/**
 * The routes of one host: a VirtualServer of the ingress controller with its policies, and the network policies that
 * allow the controller to reach each service. TLS terminates here; requests on port 80 are redirected to port 443.
 *
 * @public
 */
export class Routes extends Component {
  /** Host name of the requests. */
  readonly host: string;
  /** The targets of requests, for diagrams and traces. */
  readonly routes: Readonly<Record<string, Route>>;
  readonly resources: {
    readonly virtualServer: CustomResource;
    /** By the key of their limit or route. */
    readonly rules: Readonly<Record<string, CustomResource>>;
    readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
    readonly clientAuthority: Secret | undefined;
  };

  constructor(name: string, args: RoutesArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    const { ingress, tlsSecret, clientAuthority, ...plain } = settings;
    const { namespace, partOf, host, routes } = settings;
    super(
      "ingress",
      "Routes",
      name,
      { ...plain, routes: plainRoutes(routes), ingress: ingress.className },
      opts,
    );
    const metadata = { namespace, labels: labelsOf({ name, partOf }) };
    const installed: Resource[] = ingress.installed ? [ingress.installed] : [];
    const custom = (id: string, kind: string, objectName: string, spec: object, dependsOn: Resource[]) =>
      new CustomResource(
        id,
        { apiVersion: NGINX_API_VERSION, kind, metadata: { ...metadata, name: objectName }, spec },
        { parent: this, dependsOn },
      );

    const authority =
      clientAuthority === false ? undefined : this.#authority(name, clientAuthority, metadata);
    const virtualHost: VirtualHost = {
      ...settings,
      name,
      className: ingress.className,
      tlsSecret,
      hostPolicies: authority ? [clientCertificates(name)] : [],
    };
    const rules = Object.fromEntries(
      Object.entries(policiesOf(virtualHost)).map(([policy, rule]) => [
        policy,
        custom(policy, "Policy", policy, { ingressClassName: ingress.className, ...rule }, installed),
      ]),
    );
    if (authority) {
      const { name: policy } = clientCertificates(name);
      const spec = {
        ingressClassName: ingress.className,
        ingressMTLS: { clientCertSecret: `${name}-client-authority`, verifyClient: "on" },
      };
      rules[policy] = custom(policy, "Policy", policy, spec, [...installed, authority]);
    }
    const endpoints = endpointsOf(routes);
    // Two hosts may reach one service: the names of each one's policies contain the host.
    const caller = { ...ingress.peer, name: `${namespace}-${name}`, id: name };
    const policies = createPolicies(
      this,
      { name, partOf },
      endpoints.flatMap((endpoint) => linkPolicies(caller, endpoint)),
      // Half of them are in the controller's namespace, which must exist.
      { dependsOn: installed },
    );
    const virtualServer = custom(`${name}-host`, "VirtualServer", name, virtualServerOf(virtualHost), [
      ...installed,
      ...Object.values(rules),
    ]);
    this.host = host;
    this.routes = routes;
    this.resources = { virtualServer, rules, policies, clientAuthority: authority };
    this.publish({
      facts: factsOf(settings),
      links: endpoints.map((endpoint) => linkTo(ingress.urn ?? this.urn, endpoint)),
    });
  }

  #authority(
    name: string,
    pem: Input<string>,
    metadata: { namespace: string; labels: Record<string, string> },
  ) {
    return new Secret(
      `${name}-client-authority`,
      {
        metadata: { ...metadata, name: `${name}-client-authority` },
        type: "nginx.org/ca",
        stringData: { "ca.crt": secret(pem) },
      },
      { parent: this },
    );
  }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(name: string, args: RoutesArgs) {
  const checks = argumentsOf("Routes", name, args);
  const settings = {
    proxy: {},
    limits: { client: { requestsPerMinute: 1000 } },
    responseHeaders: {},
    partOf: args.namespace,
    ...args,
    host: normalName(args.host),
    clientAuthority:
      args.clientAuthority ?? (args.ingress.reachedFrom === "cloudflare" && CLOUDFLARE_ORIGIN_PULL_AUTHORITY),
  };
  checks.matches("host", settings.host, HOST, "host names such as example.com");
  checks.that(Object.keys(settings.routes).length > 0, "routes", settings.routes, "at least one route");
  for (const [key, route] of Object.entries(settings.routes)) {
    checkRoute(checks, key, route, settings.ingress.maxReplicas);
  }
  checks.that(
    !(typeof settings.clientAuthority === "string" && settings.clientAuthority.includes("PRIVATE KEY")),
    "clientAuthority",
    "(hidden)",
    "certificates as PEM (a private key does not belong here)",
  );
  checkProxy(checks, "proxy", settings.proxy);
  for (const [key, limit] of Object.entries(settings.limits)) {
    checkLimit(checks, `limits.${key}`, limit, settings.ingress.maxReplicas);
  }
  const paths = Object.values(settings.routes).map(({ path, match = "prefix" }) => `${match} ${path}`);
  const doubled = paths.find((path, index) => paths.indexOf(path) !== index);
  checks.that(doubled === undefined, "routes", doubled, "each path once");
  return settings;
}

/** The routes without the identities of what they lead to: nothing that is registered here has to be waited for. */
function plainRoutes(routes: Readonly<Record<string, Route>>): object {
  return Object.fromEntries(
    Object.entries(routes).map(([key, { to, ...route }]) => {
      const { id: _id, ...endpoint } = to;
      return [key, { ...route, to: endpoint }];
    }),
  );
}

/** Each endpoint once, regardless of the number of its routes. */
function endpointsOf(routes: Readonly<Record<string, Route>>): Endpoint[] {
  return [...new Map(Object.values(routes).map(({ to }) => [to.name, to])).values()];
}

function clientCertificates(name: string): PolicyReference {
  return { name: `${name}-client-certificates` };
}

function factsOf({ routes, limits, ingress, clientAuthority }: Settings): FactInputs {
  const rates = Object.entries(limits);
  return {
    routes: Object.values(routes).map(({ path, match = "prefix", to }) => ({
      paths: [path],
      match,
      to: to.name,
      port: to.port,
    })),
    rateLimits: rates.map(([label, { requestsPerMinute, key = "address" }]) => ({
      label,
      requests: requestsPerMinute,
      periodSeconds: 60,
      by: key,
      status: 429,
    })),
    ...optOuts({
      clientAuthority: clientAuthority === false &&
        ingress.reachedFrom === "cloudflare" && { value: false, default: true },
      limits: rates.length === 0 && { value: [] },
    }),
  };
}

const HOST = /^(\*\.)?([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/;
