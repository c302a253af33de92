import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../arguments.ts";
import { type ChartValues, chartRelease } from "../chart.ts";
import type { Namespace } from "../cluster/namespace.ts";
import { Component } from "../component.ts";
import type { Endpoint, HostPeer, PodPeer } from "../link.ts";
import { checkControlPlane, platformNamespace, webhookPolicy } from "../platform-namespace.ts";
import type { PolicyResource } from "../workload/network/declare.ts";
import { linkPolicies } from "../workload/network/policies.ts";
import { spreadOver } from "../workload/pod/spread.ts";
import { CERT_MANAGER_CHART, CERT_MANAGER_PODS } from "./cert-manager-chart.ts";

/** Arguments of a {@link CertManager}. */
export interface CertManagerArgs {
  /** Ranges of the cluster's control plane, known at plan time, such as `172.16.0.0/28`. */
  readonly controlPlaneRanges: readonly string[];
  /** Namespace of its own; cluster-wide issuers keep their secrets in it. Default "cert-manager". */
  readonly namespace?: string;
  /** Pods of the controller, the webhook and the injector each. Default 2, 1 to 5; one of each works. */
  readonly replicas?: number;
  /** Priority class of the pods, such as "critical" of the standard classes. Default: the cluster's own default. */
  readonly priorityClassName?: string;
  /** Whether its namespace refuses deletion. Default true. */
  readonly protect?: boolean;
  /** System that the objects are labelled as part of. Default "platform". */
  readonly partOf?: string;
}

/** What issuers need of it. */
export interface CertificateController {
  /** Where the secrets of cluster-wide issuers lie. */
  readonly namespace: string;
  /** What has to exist before issuers and certificates can be made. */
  readonly installed: Release;
}

/**
 * cert-manager, which gets certificates and renews them. Its custom resource definitions are part of the
 * release and stay when it is removed, since certificates would go with them.
 */
export class CertManager extends Component {
  /** What issuers name. */
  readonly controller: CertificateController;
  /** Prometheus metrics, among them when each certificate expires. */
  readonly metrics: Endpoint;
  readonly nodes: {
    readonly namespace: Namespace;
    readonly policies: Readonly<Record<string, PolicyResource>>;
    readonly release: Release;
  };

  constructor(name: string, args: CertManagerArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    super("ingress", "CertManager", name, settings, opts);
    const { namespace, partOf, controlPlaneRanges, replicas, protect } = settings;
    const controller = podsOf(namespace, CERT_MANAGER_PODS.controller);
    const caller = { ...controller, name: "cert-manager", id: name };
    const webhook = podsOf(namespace, CERT_MANAGER_PODS.webhook);
    const own = platformNamespace(this, name, {
      namespace,
      owner: { name: "cert-manager", partOf },
      controlPlaneRanges,
      protect,
      policies: [
        ...linkPolicies(caller, AUTHORITIES),
        webhookPolicy(name, webhook, CERT_MANAGER_PODS.webhookPort, controlPlaneRanges),
      ],
    });
    const release = chartRelease(
      `${name}-release`,
      CERT_MANAGER_CHART,
      { name: "cert-manager", namespace, values: valuesOf(settings) },
      { parent: this, dependsOn: [own.namespace, ...Object.values(own.policies)] },
    );
    this.controller = { namespace, installed: release };
    this.metrics = {
      name: `${name}-metrics`,
      host: `cert-manager.${namespace}.svc.cluster.local`,
      port: CERT_MANAGER_PODS.metrics,
      protocol: "http",
      peer: controller,
    };
    this.nodes = { ...own, release };
    this.publish({
      summary: {
        certificates: `cert-manager ${CERT_MANAGER_CHART.version}, ${replicas === 1 ? "one pod" : `${replicas} pods`} each`,
      },
      endpoints: [this.metrics],
    });
  }
}

/** Each part watches the cluster's secrets, which takes memory and hardly any processor. Recommended. */
const RESOURCES = {
  requests: { cpu: "20m", memory: "64Mi" },
  limits: { cpu: "200m", memory: "256Mi" },
};

const RESOLVER = "https://1.1.1.1/dns-query";

/** Let's Encrypt, Cloudflare's API for DNS-01, and the resolver that is asked whether a record is seen. */
const AUTHORITIES: Endpoint = {
  name: "acme",
  host: "acme-v02.api.letsencrypt.org",
  port: 443,
  protocol: "https",
  peer: {
    kind: "host",
    hosts: [
      "acme-v02.api.letsencrypt.org",
      "acme-staging-v02.api.letsencrypt.org",
      "api.cloudflare.com",
      "one.one.one.one",
    ],
  } satisfies HostPeer,
};

function valuesOf(settings: Settings): ChartValues<typeof CERT_MANAGER_CHART.values> {
  const { namespace, replicas, priorityClassName } = settings;
  const part = (name: string) => ({
    replicaCount: replicas,
    resources: RESOURCES,
    topologySpreadConstraints: spreadOver({ ...podsOf(namespace, name).labels }, "preferred"),
    // A budget for a single pod would keep its node from ever being drained.
    podDisruptionBudget: { enabled: replicas > 1 },
  });
  return {
    crds: { enabled: true, keep: true },
    // GKE Autopilot locks kube-system, where leases would lie by default.
    global: { leaderElection: { namespace }, ...(priorityClassName ? { priorityClassName } : {}) },
    ...part(CERT_MANAGER_PODS.controller),
    webhook: { ...part(CERT_MANAGER_PODS.webhook), securePort: CERT_MANAGER_PODS.webhookPort },
    cainjector: part(CERT_MANAGER_PODS.cainjector),
    startupapicheck: { resources: RESOURCES },
    // A renewal that fails leaves the old secret in place; a deleted Certificate must not take it along.
    enableCertificateOwnerRef: false,
    // The cluster's own resolver may hold an older answer than the world sees.
    dns01RecursiveNameservers: RESOLVER,
    dns01RecursiveNameserversOnly: true,
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}

function podsOf(namespace: string, name: string): PodPeer {
  return {
    kind: "pods",
    namespace,
    labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": "cert-manager" },
  };
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(name: string, args: CertManagerArgs) {
  const checks = argumentsOf("CertManager", name);
  const settings = { namespace: "cert-manager", replicas: 2, protect: true, partOf: "platform", ...args };
  checks.whole("replicas", settings.replicas, 1, 5, "pods of each part");
  checks.matches("namespace", settings.namespace, /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");
  checkControlPlane(checks, settings.controlPlaneRanges);
  return settings;
}
