import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Component } from "../core/component.ts";
import type { ChartValues } from "../core/kubernetes/chart.ts";
import { placementOf } from "../core/kubernetes/placement.ts";
import type { Endpoint, PolicyEndpoint } from "../core/link.ts";
import { linkPolicies } from "../network-policy/policies.ts";
import { createOperator, type OperatorResources } from "../operator/operator.ts";
import { webhookPolicy } from "../operator/platform-namespace.ts";
import {
  OPERATOR_RESOURCES,
  type OperatorArgs,
  type OperatorSettings,
  operatorFacts,
  operatorWithDefaults,
  partValues,
  releasePods,
} from "../operator/platform-operator.ts";
import { CERT_MANAGER_CHART, CERT_MANAGER_PODS } from "./cert-manager-chart.ts";

export type { OperatorResources } from "../operator/operator.ts";

export type { OperatorArgs } from "../operator/platform-operator.ts";

/** Arguments of a {@link CertManager}. */
export interface CertManagerArgs extends OperatorArgs {
  /** Namespace of its own; cluster-wide issuers keep their secrets in it. Default "cert-manager". */
  readonly namespace?: string;
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
 *
 * @public
 */
export class CertManager extends Component {
  /** What issuers name. */
  readonly controller: CertificateController;
  /** Prometheus metrics, among them when each certificate expires. */
  readonly metrics: Endpoint;
  readonly resources: OperatorResources;

  constructor(name: string, args: CertManagerArgs, opts?: ComponentResourceOptions) {
    const settings = operatorWithDefaults("CertManager", name, args, RELEASE);
    super("ingress", "CertManager", name, settings, opts);
    const { namespace, controlPlaneRanges } = settings;
    const controller = releasePods(namespace, CERT_MANAGER_PODS.controller, RELEASE);
    const caller = { ...controller, name: RELEASE, id: name };
    const webhook = releasePods(namespace, CERT_MANAGER_PODS.webhook, RELEASE);
    const { resources, metrics } = createOperator(this, name, {
      chart: CERT_MANAGER_CHART,
      release: RELEASE,
      settings,
      values: valuesOf(settings),
      policies: [
        ...linkPolicies(caller, AUTHORITIES),
        webhookPolicy(name, webhook, CERT_MANAGER_PODS.webhookPort, controlPlaneRanges),
      ],
      metrics: {
        id: this.endpointId("metrics"),
        service: RELEASE,
        port: CERT_MANAGER_PODS.metrics,
        peer: controller,
      },
    });
    this.controller = { namespace, installed: resources.release };
    this.metrics = metrics;
    this.resources = resources;
    this.publish({
      facts: operatorFacts(CERT_MANAGER_CHART, settings),
      endpoints: [this.metrics],
    });
  }
}

const RELEASE = "cert-manager";

const RESOLVER = "https://1.1.1.1/dns-query";

/** Let's Encrypt, Cloudflare's API for DNS-01, and the resolver that is asked whether a record is seen. */
const AUTHORITIES: PolicyEndpoint = {
  name: "acme",
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
  },
};

function valuesOf(settings: OperatorSettings): ChartValues<typeof CERT_MANAGER_CHART.values> {
  const { namespace, replicas, priorityClassName } = settings;
  const part = (name: string) => ({
    ...partValues(settings, name, RELEASE),
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
    startupapicheck: { resources: OPERATOR_RESOURCES, ...placementOf(settings.placement) },
    // A renewal that fails leaves the old secret in place; a deleted Certificate must not take it along.
    enableCertificateOwnerRef: false,
    // The cluster's own resolver may hold an older answer than the world sees.
    dns01RecursiveNameservers: RESOLVER,
    dns01RecursiveNameserversOnly: true,
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}
