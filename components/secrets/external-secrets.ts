import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { type ChartValues, KEPT_BY_HELM } from "../core/kubernetes/chart.ts";
import type { Endpoint, PolicyEndpoint } from "../core/link.ts";
import { linkPolicies } from "../network-policy/policies.ts";
import { createOperator, type OperatorResources } from "../operator/operator.ts";
import { webhookPolicy } from "../operator/platform-namespace.ts";
import {
  type OperatorArgs,
  type OperatorSettings,
  operatorFacts,
  operatorWithDefaults,
  partValues,
  releasePods,
} from "../operator/platform-operator.ts";
import { EXTERNAL_SECRETS_CHART, EXTERNAL_SECRETS_PODS } from "./operator/chart.ts";

/** Arguments of {@link ExternalSecrets}. */
export interface ExternalSecretsArgs extends OperatorArgs {
  /** Its dedicated namespace. Default "external-secrets". */
  readonly namespace?: string;
}

/**
 * The External Secrets operator, which copies secrets from Secret Manager into the cluster and keeps them up to date.
 * PushSecrets and cluster-wide copies are disabled: nothing here needs them, and either would copy a secret to an
 * undeclared place.
 *
 * @public
 */
export class ExternalSecrets extends Component {
  /** Resources that must exist before stores and external secrets. */
  readonly installed: Release;
  /** Prometheus metrics, including failed reads. */
  readonly metrics: Endpoint;
  readonly resources: OperatorResources;

  constructor(name: string, args: ExternalSecretsArgs, opts?: ComponentResourceOptions) {
    const settings = operatorWithDefaults(argumentsOf("ExternalSecrets", name, args), args, RELEASE);
    super("secrets", "ExternalSecrets", name, settings, opts);
    const { namespace, controlPlaneRanges } = settings;
    const operator = releasePods(namespace, EXTERNAL_SECRETS_PODS.operator, RELEASE);
    const webhook = releasePods(namespace, EXTERNAL_SECRETS_PODS.webhook, RELEASE);
    const { resources, metrics } = createOperator(this, name, {
      chart: EXTERNAL_SECRETS_CHART,
      release: RELEASE,
      settings,
      values: valuesOf(settings),
      policies: [
        ...linkPolicies({ ...operator, name: RELEASE, id: name }, GOOGLE_APIS),
        webhookPolicy(name, webhook, EXTERNAL_SECRETS_PODS.webhookPort, controlPlaneRanges),
      ],
      metrics: {
        id: this.endpointId("metrics"),
        service: `${RELEASE}-metrics`,
        port: EXTERNAL_SECRETS_PODS.metrics,
        peer: operator,
      },
    });
    this.installed = resources.release;
    this.metrics = metrics;
    this.resources = resources;
    this.publish({
      facts: operatorFacts(EXTERNAL_SECRETS_CHART, settings),
      endpoints: [this.metrics],
    });
  }
}

const RELEASE = "external-secrets";

/** Secret Manager, and the exchange of a service account's token for a Google token. */
const GOOGLE_APIS: PolicyEndpoint = {
  name: "google-apis",
  port: 443,
  protocol: "https",
  peer: {
    kind: "host",
    hosts: [
      "secretmanager.googleapis.com",
      "securetoken.googleapis.com",
      "sts.googleapis.com",
      "iamcredentials.googleapis.com",
    ],
  },
};

function valuesOf(settings: OperatorSettings): ChartValues<typeof EXTERNAL_SECRETS_CHART.values> {
  const { replicas, priorityClassName } = settings;
  const part = (name: string) => ({
    ...partValues(settings, name, RELEASE),
    ...(priorityClassName ? { priorityClassName } : {}),
  });
  // A budget for a single pod would block drains of its node forever.
  const budget = { podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 } };
  return {
    installCRDs: true,
    crds: { annotations: KEPT_BY_HELM },
    leaderElect: true,
    ...part(EXTERNAL_SECRETS_PODS.operator),
    ...budget,
    processPushSecret: false,
    processClusterPushSecret: false,
    processClusterExternalSecret: false,
    serviceMonitor: { enabled: false },
    metrics: {
      service: { enabled: true, port: EXTERNAL_SECRETS_PODS.metrics },
    },
    webhook: {
      ...part(EXTERNAL_SECRETS_PODS.webhook),
      ...budget,
      port: EXTERNAL_SECRETS_PODS.webhookPort,
      failurePolicy: "Fail",
    },
    certController: part(EXTERNAL_SECRETS_PODS.certController),
  };
}
