import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../arguments.ts";
import { type ChartValues, chartRelease } from "../chart.ts";
import type { Namespace } from "../cluster/namespace.ts";
import { Component } from "../component.ts";
import type { Endpoint, PodPeer } from "../link.ts";
import { checkControlPlane, platformNamespace, webhookPolicy } from "../platform-namespace.ts";
import type { PolicyResource } from "../workload/network/declare.ts";
import { linkPolicies } from "../workload/network/policies.ts";
import { spreadOver } from "../workload/pod/spread.ts";
import { EXTERNAL_SECRETS_CHART, EXTERNAL_SECRETS_PODS } from "./chart.ts";

/** Arguments of {@link ExternalSecrets}. */
export interface ExternalSecretsArgs {
  /** Ranges of the cluster's control plane, known at plan time, such as `172.16.0.0/28`. */
  readonly controlPlaneRanges: readonly string[];
  /** Namespace of its own. Default "external-secrets". */
  readonly namespace?: string;
  /** Pods of the operator, the webhook and the certificate controller each. Default 2, 1 to 5; one of each works. */
  readonly replicas?: number;
  /** Priority class of the pods, such as "critical" of the standard classes. Default: the cluster's own default. */
  readonly priorityClassName?: string;
  /** Whether its namespace refuses deletion. Default true. */
  readonly protect?: boolean;
  /** System that the objects are labelled as part of. Default "platform". */
  readonly partOf?: string;
}

/**
 * The External Secrets operator, which copies secrets from Secret Manager into the cluster and keeps them up to
 * date. Copying outwards and cluster-wide copies are switched off: nothing here needs them, and either would
 * carry a secret to where nobody declared it.
 */
export class ExternalSecrets extends Component {
  /** What has to exist before stores and external secrets can be made. */
  readonly installed: Release;
  /** Prometheus metrics, among them failed reads. */
  readonly metrics: Endpoint;
  readonly nodes: {
    readonly namespace: Namespace;
    readonly policies: Readonly<Record<string, PolicyResource>>;
    readonly release: Release;
  };

  constructor(name: string, args: ExternalSecretsArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    super("secrets", "ExternalSecrets", name, settings, opts);
    const { namespace, partOf, controlPlaneRanges, replicas, protect } = settings;
    const operator = podsOf(namespace, EXTERNAL_SECRETS_PODS.operator);
    const webhook = podsOf(namespace, EXTERNAL_SECRETS_PODS.webhook);
    const own = platformNamespace(this, name, {
      namespace,
      owner: { name: RELEASE, partOf },
      controlPlaneRanges,
      protect,
      policies: [
        ...linkPolicies({ ...operator, name: RELEASE, id: name }, GOOGLE_APIS),
        webhookPolicy(name, webhook, EXTERNAL_SECRETS_PODS.webhookPort, controlPlaneRanges),
      ],
    });
    const release = chartRelease(
      `${name}-release`,
      EXTERNAL_SECRETS_CHART,
      { name: RELEASE, namespace, values: valuesOf(settings) },
      { parent: this, dependsOn: [own.namespace, ...Object.values(own.policies)] },
    );
    this.installed = release;
    this.metrics = {
      name: `${name}-metrics`,
      host: `${RELEASE}-metrics.${namespace}.svc.cluster.local`,
      port: EXTERNAL_SECRETS_PODS.metrics,
      protocol: "http",
      peer: operator,
    };
    this.nodes = { ...own, release };
    this.publish({
      summary: {
        operator: `External Secrets ${EXTERNAL_SECRETS_CHART.version}, ${replicas === 1 ? "one pod" : `${replicas} pods`} each`,
      },
      endpoints: [this.metrics],
    });
  }
}

const RELEASE = "external-secrets";

/** Each part watches the cluster's secrets, which takes memory and hardly any processor. Recommended. */
const RESOURCES = {
  requests: { cpu: "20m", memory: "64Mi" },
  limits: { cpu: "200m", memory: "256Mi" },
};

/** Secret Manager and the exchange of a service account's token for Google's. */
const GOOGLE_APIS: Endpoint = {
  name: "google-apis",
  host: "secretmanager.googleapis.com",
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

function valuesOf(settings: Settings): ChartValues<typeof EXTERNAL_SECRETS_CHART.values> {
  const { namespace, replicas, priorityClassName } = settings;
  const part = (name: string) => ({
    replicaCount: replicas,
    resources: RESOURCES,
    topologySpreadConstraints: spreadOver({ ...podsOf(namespace, name).labels }, "preferred"),
    ...(priorityClassName ? { priorityClassName } : {}),
  });
  // A budget for a single pod would keep its node from ever being drained.
  const budget = { podDisruptionBudget: { enabled: replicas > 1, minAvailable: 1 } };
  return {
    installCRDs: true,
    leaderElect: true,
    ...part(EXTERNAL_SECRETS_PODS.operator),
    ...budget,
    processPushSecret: false,
    processClusterPushSecret: false,
    processClusterExternalSecret: false,
    serviceMonitor: { enabled: false },
    metrics: { service: { enabled: true, port: EXTERNAL_SECRETS_PODS.metrics } },
    webhook: {
      ...part(EXTERNAL_SECRETS_PODS.webhook),
      ...budget,
      port: EXTERNAL_SECRETS_PODS.webhookPort,
      failurePolicy: "Fail",
    },
    certController: part(EXTERNAL_SECRETS_PODS.certController),
  };
}

function podsOf(namespace: string, name: string): PodPeer {
  return {
    kind: "pods",
    namespace,
    labels: { "app.kubernetes.io/name": name, "app.kubernetes.io/instance": RELEASE },
  };
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(name: string, args: ExternalSecretsArgs) {
  const checks = argumentsOf("ExternalSecrets", name);
  const settings = {
    namespace: "external-secrets",
    replicas: 2,
    protect: true,
    partOf: "platform",
    ...args,
  };
  checks.whole("replicas", settings.replicas, 1, 5, "pods of each part");
  checks.matches("namespace", settings.namespace, /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/, "DNS labels");
  checkControlPlane(checks, settings.controlPlaneRanges);
  return settings;
}
