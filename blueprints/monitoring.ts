import type { Resource } from "@pulumi/pulumi";
import type { Endpoint } from "#components/core/link";
import { AlertRules } from "#components/observability/alert-rules";
import type { Alerts } from "#components/observability/alerts/alert";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { databaseAlerts } from "#components/observability/alerts/database";
import { ingressAlerts } from "#components/observability/alerts/ingress";
import { podAlerts } from "#components/observability/alerts/pods";
import { requestAlerts } from "#components/observability/alerts/requests";
import { serviceLevelAlerts } from "#components/observability/alerts/service-level";
import { Dashboards } from "#components/observability/dashboards";
import { metricGroups } from "#components/observability/dashboards/groups";
import { Monitoring } from "#components/observability/monitoring";
import { ScrapeTargets } from "#components/observability/scrape-targets";
import { type UptimeCheck, UptimeChecks } from "#components/observability/uptime-checks";
import { rotationAlerts } from "#components/secrets/rotation/alerts";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import type { Platform } from "./platform.ts";
import { prometheusMemoryMiB } from "./quotas.ts";

/** A system's default groups of alerts. @public */
export type AlertGroup =
  | "ingress"
  | "pods"
  | "requests"
  | "database"
  | "certificates"
  | "secrets"
  | "objectives";

const ALERT_GROUPS: readonly AlertGroup[] = [
  "ingress",
  "pods",
  "requests",
  "database",
  "certificates",
  "secrets",
  "objectives",
];

/** Arguments of {@link createMonitoring}. */
export interface MonitoringArgs {
  /** Prefix of logical names. Default none, for the first cluster. */
  readonly name?: string;
  /** The monitored system. */
  readonly partOf: string;
  /** Endpoints of the system's metrics, by name; the platform's controllers are added. */
  readonly targets: Readonly<Record<string, Endpoint | undefined>>;
  /** Namespace of the system's workloads. */
  readonly namespace: string;
  /**
   * The system's groups of alerts. Default all; a system without a database omits `database`, one without rotated
   * secrets `secrets`.
   */
  readonly alertGroups?: readonly AlertGroup[];
  /** Additional alerts, by group. Default none. */
  readonly alerts?: Readonly<Record<string, Alerts>>;
  readonly secretStore: { readonly name: string; readonly ready: Resource };
  /** When each secret is due for rotation, by its id. */
  readonly rotations: Readonly<Record<string, string>>;
  /** Id of the secret with PagerDuty's routing key; without it alerts are visible in Prometheus only. */
  readonly pagerDutyKey: string | undefined;
  /**
   * Id of the secret with a URL that is called while alerting works, of a service that alerts when the calls end.
   * Default none.
   */
  readonly heartbeat?: string;
  /**
   * What is requested from outside, and the address that is told when it does not answer; nothing in an environment
   * whose alerts go nowhere. Default nothing.
   */
  readonly outside?: {
    readonly checks: Readonly<Record<string, UptimeCheck>>;
    readonly email: string;
  };
  /** Address of the folder with the runbooks that alerts link to. */
  readonly runbooks: string;
}

/** Prometheus with its scrape targets and alerts. Source: howlerops, monitoring and observability. */
export function createMonitoring(
  args: MonitoringArgs,
  platform: Platform,
  { environment, stack, providers }: SystemContext,
): Monitoring {
  const { partOf, secretStore, pagerDutyKey, runbooks } = args;
  const { controllerReplicas, metricsRetentionDays, alertRouting } = environment;
  const { inCluster, ingress } = platform;
  const names = blueprintNames(args.name, stack);
  const { namespace } = platform.monitoring;
  const memoryLimitMiB = prometheusMemoryMiB(platform.nodes);
  const monitoring = new Monitoring(
    names.of("metrics"),
    {
      namespace,
      partOf: "platform",
      retentionDays: metricsRetentionDays,
      replicas: controllerReplicas,
      ...(memoryLimitMiB === undefined ? {} : { memoryLimitMiB }),
      ...(pagerDutyKey === undefined
        ? { routing: "none" }
        : { routing: alertRouting, pagerDuty: { secretId: pagerDutyKey, store: secretStore.name } }),
      ...(args.heartbeat === undefined ? {} : { heartbeat: args.heartbeat, secretStore: secretStore.name }),
      externalLabels: { stack: names.prefix },
    },
    {
      providers: [platform.cluster.provider, providers.random],
      dependsOn: [platform.monitoring, secretStore.ready],
    },
  );
  const afterwards = { ...inCluster, dependsOn: [monitoring.resources.release, ingress.resources.namespace] };
  new ScrapeTargets(
    names.of("scrape"),
    { scraper: monitoring.scraper, partOf, targets: targetsOf(args, platform) },
    afterwards,
  );
  new AlertRules(names.of("alerts"), { namespace, partOf, runbooks, groups: alertsOf(args) }, afterwards);
  new Dashboards(
    names.of("dashboards"),
    { namespace, partOf, dashboards: metricGroups(args.namespace) },
    afterwards,
  );
  if (args.outside && alertRouting !== "none") {
    const { checks, email } = args.outside;
    new UptimeChecks(
      names.of("outside"),
      { project: platform.project.id, checks, emails: { contact: email }, runbooks },
      platform.inCloud,
    );
  }
  return monitoring;
}

/** Metrics of the platform's controllers and of the system. */
function targetsOf({ targets }: MonitoringArgs, { ingress, certificates, externalSecrets }: Platform) {
  const controllers = {
    ingress: ingress.metrics,
    "cert-manager": certificates.metrics,
    "external-secrets": externalSecrets.metrics,
  };
  return Object.fromEntries(
    Object.entries({ ...controllers, ...targets }).flatMap(([key, endpoint]) =>
      endpoint ? [[key, { endpoint }] as const] : [],
    ),
  );
}

function alertsOf({ namespace, rotations, alertGroups = ALERT_GROUPS, alerts }: MonitoringArgs) {
  const groups: Readonly<Record<AlertGroup, () => Alerts>> = {
    ingress: () => ingressAlerts(),
    pods: () => podAlerts({ namespace }),
    requests: () => requestAlerts({ namespace }),
    database: () => databaseAlerts({ namespace }),
    certificates: () => certificateAlerts(),
    secrets: () => rotationAlerts(rotations),
    objectives: () => serviceLevelAlerts({ namespace }),
  };
  return { ...Object.fromEntries(alertGroups.map((group) => [group, groups[group]()])), ...alerts };
}
