import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
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
export type { PlatformNamespace } from "../operator/platform-namespace.ts";

export type { OperatorArgs } from "../operator/platform-operator.ts";

/** Arguments of a {@link CertManager}. */
export interface CertManagerArgs extends OperatorArgs {
  /** Its dedicated namespace, also for the secrets of cluster-wide issuers. Default "cert-manager". */
  readonly namespace?: string;
}

/** cert-manager, as an argument of issuers. */
export interface CertificateController {
  /** Namespace of the secrets of cluster-wide issuers. */
  readonly namespace: string;
  /** Resources that must exist before issuers and certificates. */
  readonly installed: Release;
}

/**
 * cert-manager, which obtains and renews certificates. Its custom resource definitions are part of the release and
 * remain when it is removed, since deleting them would delete all certificates.
 *
 * @public
 */
export class CertManager extends Component {
  /** The controller, for issuers. */
  readonly controller: CertificateController;
  /** Prometheus metrics, including the expiry of each certificate. */
  readonly metrics: Endpoint;
  readonly resources: OperatorResources;

  constructor(name: string, args: CertManagerArgs, opts?: ComponentResourceOptions) {
    const settings = operatorWithDefaults(argumentsOf("CertManager", name, args), args, RELEASE);
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

/** Let's Encrypt, Cloudflare's API for DNS-01, and the resolver that checks the propagation of records. */
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
    // A budget for a single pod would block drains of its node forever.
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
    // A failed renewal leaves the old secret in place; deleting a Certificate must not delete it.
    enableCertificateOwnerRef: false,
    // The cluster's resolver may cache an older response than public resolvers.
    dns01RecursiveNameservers: RESOLVER,
    dns01RecursiveNameserversOnly: true,
    prometheus: { enabled: true, servicemonitor: { enabled: false } },
  };
}
