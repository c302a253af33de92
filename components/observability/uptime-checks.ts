import { AlertPolicy } from "@pulumi/gcp/monitoring/alertPolicy.js";
import { NotificationChannel } from "@pulumi/gcp/monitoring/notificationChannel.js";
import { UptimeCheckConfig } from "@pulumi/gcp/monitoring/uptimeCheckConfig.js";
import { type ComponentResourceOptions, type Input, interpolate } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { PROJECT_ID, PROJECT_ID_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../core/google/project.ts";

/** A public address that is requested from outside. */
export interface UptimeCheck {
  /** Host name, such as `example.com`. */
  readonly host: string;
  /** Path that answers with a status of 200 to 299 and that no cache in front answers. Default "/". */
  readonly path?: string;
}

/** Arguments of {@link UptimeChecks}. */
export interface UptimeChecksArgs {
  /** Id of the Google Cloud project that checks. */
  readonly project: string;
  /** Checks by key; adding or removing one does not affect the others. */
  readonly checks: Readonly<Record<string, UptimeCheck>>;
  /** E-mail addresses that are told, by key. Default none. */
  readonly emails?: Readonly<Record<string, string>>;
  /** Names of existing notification channels, such as one of PagerDuty: `projects/…/notificationChannels/…`. */
  readonly channels?: readonly Input<string>[];
  /** Period of each location's checks: 60, 300, 600 or 900 s. Default 60. */
  readonly periodSeconds?: 60 | 300 | 600 | 900;
  /** Maximum response time, 1 to 60 s. Default 10. */
  readonly timeoutSeconds?: number;
  /** URL of the folder with the runbooks, without a trailing slash; that of these alerts is `host-unreachable.md`. */
  readonly runbooks: string;
}

/**
 * Requests of Google from six places of the world to public hosts, over HTTPS with a valid certificate, and an alert
 * for each host that fails from two of them: the only alert that does not depend on the cluster, its ingress, its
 * certificates or its monitoring. A firewall or bot rule in front must let the checks through: their user agent begins
 * with `GoogleStackdriverMonitoring-UptimeChecks`.
 *
 * @public
 * @throws ArgumentError naming the invalid argument, before anything is registered
 */
export class UptimeChecks extends Component {
  readonly resources: {
    readonly checks: Readonly<Record<string, UptimeCheckConfig>>;
    readonly alerts: Readonly<Record<string, AlertPolicy>>;
    readonly emails: Readonly<Record<string, NotificationChannel>>;
  };

  constructor(name: string, args: UptimeChecksArgs, opts?: ComponentResourceOptions) {
    const settings = withDefaults(name, args);
    const { channels, ...plain } = settings;
    super("observability", "UptimeChecks", name, plain, opts);
    const { project, checks, runbooks } = settings;
    const child = { parent: this };
    const emails = mapped(
      settings.emails,
      (address, key) =>
        new NotificationChannel(
          `${name}-${key}`,
          { project, type: "email", displayName: `${name}-${key}`, labels: { email_address: address } },
          child,
        ),
    );
    const told = [...Object.values(emails).map((channel) => channel.name), ...channels];
    const configs = mapped(
      checks,
      (check, key) =>
        new UptimeCheckConfig(`${name}-${key}`, configOf(`${name}-${key}`, check, settings), child),
    );
    const alerts = mapped(
      configs,
      (config, key) =>
        new AlertPolicy(
          `${name}-${key}`,
          {
            project,
            displayName: `${checks[key]?.host} is unreachable`,
            severity: "CRITICAL",
            combiner: "OR",
            conditions: [
              {
                displayName: "fails from two places",
                conditionThreshold: failsFromTwoPlaces(config.uptimeCheckId),
              },
            ],
            notificationChannels: told,
            documentation: {
              mimeType: "text/markdown",
              content: `[Runbook](${runbooks}/host-unreachable.md)`,
            },
          },
          child,
        ),
    );
    this.resources = { checks: configs, alerts, emails };
    this.publish({
      facts: { uptimeChecks: Object.values(checks).map(({ host, path }) => `${host}${path}`) },
    });
  }
}

type Settings = ReturnType<typeof withDefaults>;

function withDefaults(name: string, args: UptimeChecksArgs) {
  const checks = argumentsOf("UptimeChecks", name, args);
  const { periodSeconds = 60, timeoutSeconds = 10, emails = {}, channels = [] } = args;
  checks.matches("project", args.project, PROJECT_ID, PROJECT_ID_RULE);
  checks.that(Object.keys(args.checks).length > 0, "checks", args.checks, "at least one check");
  checks.oneOf("periodSeconds", periodSeconds, [60, 300, 600, 900]);
  checks.whole("timeoutSeconds", timeoutSeconds, 1, 60, "seconds");
  checks.that(
    Object.keys(emails).length + channels.length > 0,
    "emails",
    emails,
    "at least one address, or channels (otherwise nobody is told)",
  );
  for (const [key, { host, path }] of Object.entries(args.checks)) {
    checks.matches("checks key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.matches(`checks.${key}.host`, host, /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/, "host names");
    checks.matches(`checks.${key}.path`, path, /^\//, "paths that start with /");
  }
  for (const [key, address] of Object.entries(emails)) {
    checks.matches("emails key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.that(!(key in args.checks), "emails key", key, "keys that no check has");
    checks.matches(`emails.${key}`, address, /^[^@\s]+@[^@\s]+\.[a-z]+$/i, "e-mail addresses");
  }
  return {
    ...args,
    checks: mapped(args.checks, ({ host, path = "/" }) => ({ host, path })),
    periodSeconds,
    timeoutSeconds,
    emails,
    channels,
  };
}

function configOf(
  displayName: string,
  { host, path }: Required<UptimeCheck>,
  { project, periodSeconds, timeoutSeconds }: Settings,
) {
  return {
    project,
    displayName,
    period: `${periodSeconds}s`,
    timeout: `${timeoutSeconds}s`,
    monitoredResource: { type: "uptime_url", labels: { project_id: project, host } },
    httpCheck: { path, port: 443, useSsl: true, validateSsl: true },
  };
}

/**
 * The condition of Google's own uptime alerts: of each place the last result counts, and one place alone may be at
 * fault itself. Source: Google Cloud documentation, Alert on uptime checks.
 */
function failsFromTwoPlaces(checkId: Input<string>) {
  const metric = "monitoring.googleapis.com/uptime_check/check_passed";
  return {
    filter: interpolate`metric.type="${metric}" AND resource.type="uptime_url" AND metric.label.check_id="${checkId}"`,
    comparison: "COMPARISON_GT",
    thresholdValue: 1,
    duration: "60s",
    trigger: { count: 1 },
    aggregations: [
      {
        alignmentPeriod: "1200s",
        perSeriesAligner: "ALIGN_NEXT_OLDER",
        crossSeriesReducer: "REDUCE_COUNT_FALSE",
        groupByFields: ["resource.label.host"],
      },
    ],
  };
}

function mapped<T, U>(
  values: Readonly<Record<string, T>>,
  map: (value: T, key: string) => U,
): Record<string, U> {
  return Object.fromEntries(Object.entries(values).map(([key, value]) => [key, map(value, key)]));
}
