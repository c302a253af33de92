import type { CustomResourceDefinition } from "@pulumi/kubernetes/apiextensions/v1/customResourceDefinition.js";
import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions, Input, Resource } from "@pulumi/pulumi";
import type { TlsFact } from "#graph/facts/network";
import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import { HEALTH_CHECK_RANGES } from "#models/google/ranges";
import type { Namespace } from "../cluster/namespace.ts";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { chartFact, createChartRelease } from "../core/kubernetes/chart.ts";
import type { Endpoint, PodPeer } from "../core/link.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import type { NetworkPolicyResource } from "../network-policy/declare.ts";
import { rangesPolicy } from "../network-policy/policies.ts";
import { checkControlPlane, createPlatformNamespace } from "../operator/platform-namespace.ts";
import { DNS_LABEL, type PlatformArgs, releasePods } from "../operator/platform-operator.ts";
import { NGINX_CHART, NGINX_PODS, nginxFullName } from "./nginx/chart.ts";
import { CONTROLLER_DEFAULTS, type ControllerSettings, mapController } from "./nginx/controller.ts";
import { createDefinitions } from "./nginx/definitions/definitions.ts";
import { nginxValues, type ServiceValues } from "./nginx/values.ts";

export type { PlatformArgs } from "../operator/platform-operator.ts";
export type { ControllerSettings } from "./nginx/controller.ts";

/** Where requests come from. */
export type Exposure =
  /** Straight from Cloudflare's edge to a static address; nobody else may connect. */
  | { readonly from: "cloudflare"; readonly address: Input<string> }
  /**
   * Through a global load balancer, from Google's front ends. Cloud Armor there admits only Cloudflare, so its
   * header is believed here too. The name is that of the network endpoint groups, one a zone.
   */
  | {
      readonly from: "google-load-balancer";
      readonly endpointGroup: string;
      /** Certificate for connections that name no host, as Google's do not: `namespace/secret`. */
      readonly certificate: string;
    };

/** Arguments of a {@link NginxIngress}. */
export interface NginxIngressArgs extends PlatformArgs {
  /**
   * Where requests come from: straight from Cloudflare to an address, or through a global load balancer. Decides
   * who may connect and whose word on the client's address is believed.
   */
  readonly exposure: Exposure;
  /** Name of the ingress class; routes name it. Default "nginx". */
  readonly className?: string;
  /** Namespace of its own. Default "nginx-ingress". A change replaces the controller. */
  readonly namespace?: string;
  /** Fewest pods. Default 2, 1 to 100; 1 interrupts traffic whenever its node goes. */
  readonly minReplicas?: number;
  /** Most pods. Default 6, `minReplicas` to 100. */
  readonly maxReplicas?: number;
  /** Share of the requested CPU that autoscaling aims at, in percent. Default 70, 10 to 95. */
  readonly targetCpuPercent?: number;
  /** What pods are spread over. Default "zones", strictly; "nodes", as far as possible, where there is one zone. */
  readonly spread?: "zones" | "nodes";
  /** Namespaces whose routes and secrets it reads. Default: all. */
  readonly watchNamespaces?: readonly string[];
  /**
   * Whether it brings the definitions of the controller's custom resources. They belong to the cluster: of
   * several controllers in it one brings them, the others wait for that one. Default true.
   */
  readonly installDefinitions?: boolean;
  /** What differs from {@link CONTROLLER_DEFAULTS}: TLS, compression, logging. */
  readonly settings?: Partial<Omit<ControllerSettings, "trustedProxies">>;
}

/** What routes need of a controller; plain data, except the resource to wait for. */
export interface IngressController {
  /** URN of the controller, which links show as the caller. Default: the routes themselves, for one of another program. */
  readonly urn?: Input<string>;
  readonly className: string;
  readonly peer: PodPeer;
  /** Who connects to it, as its exposure says. */
  readonly reachedFrom: Exposure["from"];
  /** Whatever has to exist before custom resources can be made. */
  readonly installed?: Resource;
}

/**
 * The F5 NGINX Ingress Controller, which ends TLS and passes requests to services. It stands in a namespace of
 * its own in which nothing is allowed but what it needs; what it may call, routes add.
 *
 * The definitions of its custom resources are resources here and not left to the chart: Helm installs a
 * chart's own once and never changes them.
 *
 * @public
 */
export class NginxIngress extends Component {
  /** What routes name. */
  readonly controller: IngressController;
  /** Where requests reach it: what a zone's records or a load balancer lead to. */
  readonly endpoint: Endpoint;
  /** Prometheus metrics of the controller and of nginx. */
  readonly metrics: Endpoint;
  readonly resources: {
    readonly namespace: Namespace;
    readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
    readonly release: Release;
    /** By kind; empty when another controller of the cluster brings them. */
    readonly definitions: Readonly<Record<string, CustomResourceDefinition>>;
  };

  constructor(name: string, args: NginxIngressArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    const { exposure, ...plain } = settings;
    super("ingress", "NginxIngress", name, { ...plain, exposure: exposure.from }, opts);
    const { namespace, className, partOf, controlPlaneRanges, protect } = settings;
    const peer = releasePods(namespace, NGINX_PODS.name, className);
    const sources = sourcesOf(exposure);
    const outside = rangesPolicy(
      "from-outside",
      peer,
      { kind: "cidr", ranges: sources.ranges },
      sources.ports,
    );
    const own = createPlatformNamespace(this, name, {
      namespace,
      owner: { name: NGINX_PODS.name, partOf },
      controlPlaneRanges,
      loadBalancers: exposure.from === "cloudflare" ? 1 : 0,
      protect,
      policies: [{ ...outside, id: `${name}-from-outside` }],
    });
    const definitions = settings.installDefinitions
      ? createDefinitions(this, name, { name: NGINX_PODS.name, partOf })
      : {};
    const entries = mapController({ ...settings.settings, trustedProxies: sources.ranges });
    const release = createChartRelease(
      `${name}-release`,
      NGINX_CHART,
      {
        name: className,
        namespace,
        skipCrds: true,
        values: nginxValues({
          ...settings,
          entries: entries.field,
          service: serviceOf(exposure, sources.ranges),
          podLabels: peer.labels,
        }),
      },
      {
        parent: this,
        dependsOn: [own.namespace, ...Object.values(own.policies), ...Object.values(definitions)],
      },
    );
    this.controller = { urn: this.urn, className, peer, reachedFrom: exposure.from, installed: release };
    this.endpoint = {
      id: this.endpointId("https"),
      name,
      host:
        exposure.from === "cloudflare"
          ? exposure.address
          : `${nginxFullName(className)}-controller.${namespace}.svc.cluster.local`,
      port: NGINX_PODS.https,
      protocol: "https",
      peer,
    };
    this.metrics = {
      id: this.endpointId("metrics"),
      name: `${name}-metrics`,
      host: `${nginxFullName(className)}-prometheus-service.${namespace}.svc.cluster.local`,
      port: NGINX_PODS.metrics,
      protocol: "http",
      peer,
    };
    this.resources = { ...own, release, definitions };
    this.publish({
      facts: {
        chart: chartFact(NGINX_CHART),
        replicas: { min: settings.minReplicas, max: settings.maxReplicas },
        spread: settings.spread,
        tls: tlsFact(settings.settings.tlsVersions),
        reachableFrom: { from: exposure.from === "cloudflare" ? "cloudflare" : "load-balancer" },
        ...optOuts({
          minReplicas: settings.minReplicas === 1 && { value: 1, default: 2 },
          spread: optOut(settings.spread, "zones"),
        }),
      },
      endpoints: [this.endpoint, this.metrics],
    });
  }
}

function tlsFact(versions: readonly string[]): TlsFact {
  const numbers = versions.map((version) => version.replace("TLSv", "")).sort();
  return { min: numbers[0] ?? "", max: numbers.at(-1) ?? "" };
}

function withDefaults(name: string, args: NginxIngressArgs) {
  const checks = argumentsOf("NginxIngress", name);
  const settings = {
    className: "nginx",
    namespace: "nginx-ingress",
    minReplicas: 2,
    maxReplicas: 6,
    targetCpuPercent: 70,
    spread: "zones" as const,
    watchNamespaces: [],
    installDefinitions: true,
    protect: true,
    partOf: "platform",
    ...args,
    settings: { ...CONTROLLER_DEFAULTS, ...sourcesOf(args.exposure).settings, ...args.settings },
  };
  checks.whole("minReplicas", settings.minReplicas, 1, 100, "1 interrupts traffic whenever its node goes");
  checks.whole("maxReplicas", settings.maxReplicas, settings.minReplicas, 100, "not below minReplicas");
  checks.range("targetCpuPercent", settings.targetCpuPercent, 10, 95, "percent of the request");
  checks.matches("className", settings.className, DNS_LABEL, "DNS labels");
  checks.matches("namespace", settings.namespace, DNS_LABEL, "DNS labels");
  checkControlPlane(checks, settings.controlPlaneRanges);
  checks.that(
    settings.settings.tlsVersions.length > 0,
    "settings.tlsVersions",
    [],
    "TLSv1.2, TLSv1.3 or both",
  );
  return settings;
}

/** What follows from who connects: whose word is believed, on which ports, and what they need of a proxy. */
interface Sources {
  readonly ranges: readonly string[];
  readonly ports: readonly number[];
  readonly settings: Partial<ControllerSettings>;
}

function sourcesOf(exposure: Exposure): Sources {
  return exposure.from === "cloudflare"
    ? { ranges: CLOUDFLARE_RANGES.ipv4, ports: [NGINX_PODS.http, NGINX_PODS.https], settings: {} }
    : {
        ranges: HEALTH_CHECK_RANGES,
        ports: [NGINX_PODS.https],
        // Google's front ends keep connections for 600 s; one that nginx closes first costs an answer 502.
        // Source: Cloud Load Balancing, backend keepalive timeout.
        settings: { requestIds: "load-balancer", keepAliveSeconds: 620 },
      };
}

function serviceOf(exposure: Exposure, sourceRanges: readonly string[]): ServiceValues {
  return exposure.from === "cloudflare"
    ? { kind: "address", address: exposure.address, sourceRanges }
    : { kind: "endpoint-group", name: exposure.endpointGroup, certificate: exposure.certificate };
}
