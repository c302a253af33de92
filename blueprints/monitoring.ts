import type { Resource } from "@pulumi/pulumi";
import type { Endpoint } from "#components/core/link";
import { AlertRules } from "#components/observability/alert-rules";
import type { Alerts } from "#components/observability/alerts/alert";
import { certificateAlerts } from "#components/observability/alerts/certificates";
import { databaseAlerts } from "#components/observability/alerts/database";
import { podAlerts } from "#components/observability/alerts/pods";
import { requestAlerts } from "#components/observability/alerts/requests";
import { serviceLevelAlerts } from "#components/observability/alerts/service-level";
import { Dashboards } from "#components/observability/dashboards";
import { metricGroups } from "#components/observability/dashboards/groups";
import { Monitoring } from "#components/observability/monitoring";
import { ScrapeTargets } from "#components/observability/scrape-targets";
import { rotationAlerts } from "#components/secrets/rotation/alerts";
import type { SystemContext } from "./context.ts";
import type { Platform } from "./platform.ts";

/** What a system wants watched. */
export interface MonitoringArgs {
  readonly partOf: string;
  /** Where the system's own metrics are, by name. */
  readonly targets: Readonly<Record<string, Endpoint | undefined>>;
  /** Namespace of the system's workloads. */
  readonly namespace: string;
  /** Alerts besides those that every system has, by group. Default none. */
  readonly alerts?: Readonly<Record<string, Alerts>>;
  readonly secretStore: { readonly name: string; readonly ready: Resource };
  /** When each secret is due to change, by its id. */
  readonly rotations: Readonly<Record<string, string>>;
  /** Id of the secret with PagerDuty's routing key. */
  readonly pagerDutyKey: string;
  /** Address of the folder with the runbooks that alerts link to. */
  readonly runbooks: string;
}

/** Prometheus with what it scrapes and the alerts on it. Source: howlerops, monitoring and observability. */
export function createMonitoring(
  args: MonitoringArgs,
  platform: Platform,
  { environment, stack, providers }: SystemContext,
): void {
  const { partOf, namespace, secretStore, pagerDutyKey, runbooks, rotations } = args;
  const { controllerReplicas, metricsRetentionDays, alertRouting } = environment;
  const { inCluster, ingress, certificates, externalSecrets } = platform;
  const common = { namespace: platform.monitoring.namespace, partOf: "platform" };
  const monitoring = new Monitoring(
    "metrics",
    {
      ...common,
      retentionDays: metricsRetentionDays,
      replicas: controllerReplicas,
      routing: alertRouting,
      pagerDuty: { secretId: pagerDutyKey, store: secretStore.name },
      externalLabels: { stack },
    },
    {
      providers: [platform.cluster.provider, providers.random],
      dependsOn: [platform.monitoring, secretStore.ready],
    },
  );
  const afterwards = { ...inCluster, dependsOn: [monitoring.resources.release, ingress.resources.namespace] };
  const controllers = {
    ingress: ingress.metrics,
    "cert-manager": certificates.metrics,
    "external-secrets": externalSecrets.metrics,
  };
  const targets = Object.entries({ ...controllers, ...args.targets }).flatMap(([key, endpoint]) =>
    endpoint ? [[key, { endpoint }] as const] : [],
  );
  new ScrapeTargets(
    "scrape",
    { scraper: monitoring.scraper, partOf, targets: Object.fromEntries(targets) },
    afterwards,
  );
  new AlertRules(
    "alerts",
    {
      namespace: platform.monitoring.namespace,
      partOf,
      runbooks,
      groups: {
        pods: podAlerts({ namespace }),
        requests: requestAlerts({ namespace }),
        database: databaseAlerts({ namespace }),
        certificates: certificateAlerts(),
        secrets: rotationAlerts(rotations),
        objectives: serviceLevelAlerts({ namespace }),
        ...args.alerts,
      },
    },
    afterwards,
  );
  new Dashboards(
    "dashboards",
    { namespace: platform.monitoring.namespace, partOf, dashboards: metricGroups(namespace) },
    afterwards,
  );
}
