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

/** The source of requests. */
export type Exposure =
  /** Directly from Cloudflare's edge to a static address; all other clients are refused. */
  | { readonly from: "cloudflare"; readonly address: Input<string> }
  /**
   * Through a global load balancer, from Google's front ends. Cloud Armor there admits only Cloudflare, so its header
   * is also trusted here. The name is that of the network endpoint groups, one per zone.
   */
  | {
      readonly from: "google-load-balancer";
      readonly endpointGroup: string;
      /** Certificate for connections without a host name, such as Google's: `namespace/secret`. */
      readonly certificate: string;
    };

/** Arguments of a {@link NginxIngress}. */
export interface NginxIngressArgs extends PlatformArgs {
  /**
   * The source of requests: directly from Cloudflare to an address, or through a global load balancer. It determines
   * who may connect and which source of the client's address is trusted.
   */
  readonly exposure: Exposure;
  /** Name of the ingress class, used by routes. Default "nginx". */
  readonly className?: string;
  /** Its dedicated namespace. Default "nginx-ingress". Changing it replaces the controller. */
  readonly namespace?: string;
  /** Minimum number of pods, 1 to 100. Default 2; with 1, losing its node interrupts traffic. */
  readonly minReplicas?: number;
  /** Maximum number of pods, `minReplicas` to 100. Default 6. */
  readonly maxReplicas?: number;
  /** Autoscaling target, in percent of the requested CPU, 10 to 95. Default 70. */
  readonly targetCpuPercent?: number;
  /** What pods are spread across. Default "zones", strictly; "nodes", as far as possible, for a single zone. */
  readonly spread?: "zones" | "nodes";
  /** Namespaces whose routes and secrets it reads. Default: all. */
  readonly watchNamespaces?: readonly string[];
  /**
   * Whether it installs the custom resource definitions. They are cluster-wide: one of several controllers installs
   * them, and the others wait for that one. Default true.
   */
  readonly installDefinitions?: boolean;
  /** Overrides of {@link CONTROLLER_DEFAULTS}: TLS, compression, logging. */
  readonly settings?: Partial<Omit<ControllerSettings, "trustedProxies">>;
}

/** A controller, as an argument of routes; plain data, except for the dependency. */
export interface IngressController {
  /** URN of the controller, which links show as the caller. Default: the routes themselves, for one of another program. */
  readonly urn?: Input<string>;
  readonly className: string;
  readonly peer: PodPeer;
  /** Its maximum number of pods, which share each rate limit. Default unknown: limits are not checked against it. */
  readonly maxReplicas?: number;
  /** Its clients, according to its exposure. */
  readonly reachedFrom: Exposure["from"];
  /** Resources that must exist before custom resources. */
  readonly installed?: Resource;
}

/**
 * The F5 NGINX Ingress Controller, which terminates TLS and passes requests to services. Its dedicated namespace allows
 * only what it needs; routes add what it may call. Its custom resource definitions are resources here instead of part
 * of the chart: Helm installs a chart's definitions once and never upgrades them.
 *
 * @public
 */
export class NginxIngress extends Component {
  /** The controller, for routes. */
  readonly controller: IngressController;
  /** Where requests reach it: what a zone's records or a load balancer lead to. */
  readonly endpoint: Endpoint;
  /** Prometheus metrics of the controller and of nginx. */
  readonly metrics: Endpoint;
  readonly resources: {
    readonly namespace: Namespace;
    readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
    readonly release: Release;
    /** By kind; empty if another controller of the cluster installs them. */
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
      quota: { ...settings.quota, loadBalancers: exposure.from === "cloudflare" ? 1 : 0 },
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
    this.controller = {
      urn: this.urn,
      className,
      peer,
      maxReplicas: settings.maxReplicas,
      reachedFrom: exposure.from,
      installed: release,
    };
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
  const checks = argumentsOf("NginxIngress", name, args);
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

/** Settings by exposure: trusted sources, ports, and requirements of the proxy. */
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
        // Google's front ends keep connections for 600 s; a connection that nginx closes first causes a 502. Source:
        // Cloud Load Balancing, backend keepalive timeout.
        settings: { requestIds: "load-balancer", keepAliveSeconds: 620 },
      };
}

function serviceOf(exposure: Exposure, sourceRanges: readonly string[]): ServiceValues {
  return exposure.from === "cloudflare"
    ? { kind: "address", address: exposure.address, sourceRanges }
    : { kind: "endpoint-group", name: exposure.endpointGroup, certificate: exposure.certificate };
}
