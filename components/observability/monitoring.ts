import type { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { Secret } from "@pulumi/kubernetes/core/v1/secret.js";
import type { Release } from "@pulumi/kubernetes/helm/v3/release.js";
import { Role } from "@pulumi/kubernetes/rbac/v1/role.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import type { FactInputs } from "#graph/facts";
import { Component } from "../core/component.ts";
import { createChartRelease } from "../core/kubernetes/chart.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { type Endpoint, podsNamed } from "../core/link.ts";
import { optOuts } from "../core/opt-outs.ts";
import { createPolicies, type NetworkPolicyResource } from "../network-policy/declare.ts";
import { createExternalSecret } from "../secrets/operator/external-secret.ts";
import type { MonitoringArgs } from "./monitoring/args.ts";
import { MONITORING_CHART, MONITORING_NAMES } from "./monitoring/chart.ts";
import { ADMIN_KEYS } from "./monitoring/grafana.ts";
import { monitoringPolicies } from "./monitoring/policies.ts";
import { type MonitoringSettings, monitoringWithDefaults } from "./monitoring/settings.ts";
import { monitoringValues, ROUTING_KEY, receiverSecrets } from "./monitoring/values.ts";
import type { Scraper } from "./scrape-targets.ts";

export type { AlertRouting } from "./monitoring/alertmanager.ts";
export type { GrafanaArgs, MonitoringArgs } from "./monitoring/args.ts";
export type {
  AlertSeverity,
  EmailReceiver,
  Receiver,
  ReceiverSecret,
  SlackReceiver,
  WebhookReceiver,
} from "./monitoring/receivers.ts";

/** The children of {@link Monitoring}. */
export interface MonitoringResources {
  readonly release: Release;
  readonly admin: { readonly password: RandomPassword; readonly secret: Secret };
  readonly routingKey: CustomResource | undefined;
  /** Secrets of the receivers besides PagerDuty, and of the heartbeat; undefined without any. */
  readonly receivers: CustomResource | undefined;
  /** Grafana's rights, by namespace: it reads dashboards, and no Secrets. */
  readonly grafanaRoles: Readonly<Record<string, Role>>;
  readonly policies: Readonly<Record<string, NetworkPolicyResource>>;
}

/**
 * Prometheus, Alertmanager and Grafana for one cluster, with metrics of nodes, of Kubernetes objects and of {@link
 * ScrapeTargets}.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class Monitoring extends Component {
  /** Prometheus' pods, for scrape targets. */
  readonly scraper: Scraper;
  /** Endpoint for queries. */
  readonly prometheus: Endpoint;
  /** Endpoint of Grafana, which requires a login. */
  readonly grafana: Endpoint;
  readonly resources: MonitoringResources;

  constructor(name: string, args: MonitoringArgs, opts?: ComponentResourceOptions) {
    const settings = monitoringWithDefaults(name, args);
    super("observability", "Monitoring", name, settings, opts);

    const { namespace, partOf } = settings;
    const child = { parent: this };
    const prometheus = podsNamed(MONITORING_NAMES.prometheusPods, namespace);
    this.scraper = { ...prometheus, owner: this.urn };
    const admin = createAdmin(this, name, settings);
    const routingKey = createRoutingKey(this, name, settings);
    const receivers = createReceiverSecrets(this, name, settings);
    const grafanaRoles = createGrafanaRoles(this, name, settings);
    const values = monitoringValues(name, settings, {
      pagerDutySecret: routingKeySecret(name),
      receiversSecret: receiversSecret(name),
      adminSecret: adminSecret(name),
      grafanaRole: grafanaRole(name),
    });
    const secrets = [routingKey, receivers].filter((each) => each !== undefined);
    const release = createChartRelease(
      name,
      MONITORING_CHART,
      { name, namespace, values, timeoutSeconds: 900 },
      { ...child, dependsOn: [admin.secret, ...secrets, ...Object.values(grafanaRoles)] },
    );
    const policies = createPolicies(this, { name, partOf }, monitoringPolicies(name, prometheus));
    this.resources = { release, admin, routingKey, receivers, grafanaRoles, policies };
    this.prometheus = {
      id: this.endpointId("prometheus"),
      name: "prometheus",
      host: `${name}-prometheus.${namespace}.svc.cluster.local`,
      port: MONITORING_NAMES.prometheusPort,
      protocol: "http",
      peer: prometheus,
    };
    this.grafana = {
      id: this.endpointId("grafana"),
      name: "grafana",
      host: `${name}-grafana.${namespace}.svc.cluster.local`,
      port: 80,
      targetPort: MONITORING_NAMES.grafanaPort,
      protocol: "http",
      peer: podsNamed(MONITORING_NAMES.grafanaPods, namespace),
    };
    this.publish({ facts: factsOf(settings), endpoints: [this.prometheus, this.grafana] });
  }
}

const adminSecret = (name: string) => `${name}-grafana-admin`;
const routingKeySecret = (name: string) => `${name}-pagerduty`;
const receiversSecret = (name: string) => `${name}-receivers`;
const grafanaRole = (name: string) => `${name}-dashboards`;

/** Grafana's administrator, with a random password. */
function createAdmin(parent: Monitoring, name: string, { namespace, partOf }: MonitoringSettings) {
  const logicalName = adminSecret(name);
  const password = new RandomPassword(logicalName, { length: 32, special: false }, { parent });
  const secret = new Secret(
    logicalName,
    {
      metadata: { name: logicalName, namespace, labels: labelsOf({ name: "grafana", partOf }) },
      stringData: { [ADMIN_KEYS.user]: "admin", [ADMIN_KEYS.password]: password.result },
    },
    { parent },
  );
  return { password, secret };
}

/** The key is synced from Secret Manager to a file in Alertmanager's pods; the configuration contains only its path. */
function createRoutingKey(
  parent: Monitoring,
  name: string,
  { namespace, partOf, pagerDuty, routing }: MonitoringSettings,
): CustomResource | undefined {
  return pagerDuty && routing !== "none"
    ? createExternalSecret(
        routingKeySecret(name),
        {
          name: routingKeySecret(name),
          namespace,
          labels: labelsOf({ name: "alertmanager", partOf }),
          store: pagerDuty.store,
          files: { [ROUTING_KEY]: pagerDuty.secretId },
        },
        { parent },
      )
    : undefined;
}

function createReceiverSecrets(
  parent: Monitoring,
  name: string,
  settings: MonitoringSettings,
): CustomResource | undefined {
  const { namespace, partOf, secretStore } = settings;
  const files = receiverSecrets(settings);
  return secretStore === undefined || Object.keys(files).length === 0
    ? undefined
    : createExternalSecret(
        receiversSecret(name),
        {
          name: receiversSecret(name),
          namespace,
          labels: labelsOf({ name: "alertmanager", partOf }),
          store: secretStore,
          files,
        },
        { parent },
      );
}

/** The chart's own role also reads every Secret of the namespace, with the receivers' credentials among them. */
function createGrafanaRoles(
  parent: Monitoring,
  name: string,
  { namespace, partOf, grafana }: MonitoringSettings,
): Record<string, Role> {
  const labels = labelsOf({ name: "grafana", partOf });
  const rules = [{ apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "watch"] }];
  return Object.fromEntries(
    [namespace, ...grafana.dashboardNamespaces].map((each) => [
      each,
      new Role(
        `${name}-dashboards${each === namespace ? "" : `-${each}`}`,
        { metadata: { name: grafanaRole(name), namespace: each, labels }, rules },
        { parent },
      ),
    ]),
  );
}

function factsOf({ retentionDays, replicas, diskGiB, routing, grafana }: MonitoringSettings): FactInputs {
  return {
    retentionDays,
    replicas: { min: replicas, max: replicas },
    diskGiB,
    alertRouting: routing,
    ...optOuts({
      replicas: replicas === 1 && { value: 1, default: 2 },
      routing: routing === "none" && { value: routing },
      "grafana.diskGiB": grafana.diskGiB === 0 && { value: 0, default: 10 },
    }),
  };
}
