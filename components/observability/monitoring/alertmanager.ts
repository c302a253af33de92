import { type AlertReceiver, type Receiver, receiverConfig, SEVERITIES } from "./receivers.ts";

/** Where alerts are routed: nowhere, to a ticket queue, or to the person on call. */
export type AlertRouting = "none" | "ticket" | "page";

/** The used part of Alertmanager's configuration. Source: Alertmanager documentation, configuration. */
export interface AlertmanagerConfig {
  readonly route: AlertRoute;
  readonly receivers: readonly AlertReceiver[];
  readonly inhibit_rules: readonly {
    readonly source_matchers: readonly string[];
    readonly target_matchers: readonly string[];
    readonly equal: readonly string[];
  }[];
}

export interface AlertRoute {
  readonly receiver: string;
  readonly matchers?: readonly string[];
  readonly group_by?: readonly string[];
  readonly group_wait?: string;
  readonly group_interval?: string;
  readonly repeat_interval?: string;
  /** Whether later routes are tried as well. Default false. */
  readonly continue?: boolean;
  readonly routes?: readonly AlertRoute[];
}

/** What is routed where. Files are paths in Alertmanager's pods; secrets are never part of the configuration. */
export interface AlertmanagerSource {
  readonly routing: AlertRouting;
  /** File with PagerDuty's key. Default: no PagerDuty. */
  readonly pagerDutyFile?: string | undefined;
  /** Further receivers and the files with their secrets, by name. Default none. */
  readonly receivers?: Readonly<Record<string, { readonly receiver: Receiver; readonly file: string }>>;
  /** File with the URL that is called while alerting works. Default none. */
  readonly heartbeatFile?: string | undefined;
}

/** A file in Alertmanager's pods: the operator mounts each listed Secret under its name. */
export function alertmanagerSecretPath(secret: string, key: string): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}

/** Minutes between two calls of the heartbeat; whoever waits for it should wait for three. */
const HEARTBEAT_MINUTES = 5;

/**
 * Alert routing. PagerDuty receives both severities: only critical alerts page. "ticket" sends all of them as warnings;
 * "none" sends none, although Grafana and Prometheus still show them. Other receivers get the severities that they
 * name, besides PagerDuty. The heartbeat is not part of the routing: it says that alerting itself works.
 */
export function alertmanagerConfig(source: AlertmanagerSource): AlertmanagerConfig {
  const { routing, heartbeatFile } = source;
  const told = routing === "none" ? [] : Object.entries(source.receivers ?? {});
  const pagerDutyFile = routing === "none" ? undefined : source.pagerDutyFile;
  return {
    route: {
      receiver: "nobody",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [
        ...alwaysFiring(heartbeatFile !== undefined),
        ...told.map(([name, { receiver }]) => ({
          matchers: [`severity=~"${(receiver.severities ?? SEVERITIES).join("|")}"`],
          receiver: name,
          continue: true,
        })),
        ...(pagerDutyFile === undefined ? [] : pagerDutyRoutes(routing)),
      ],
    },
    receivers: [
      { name: "nobody" },
      ...(pagerDutyFile === undefined ? [] : pagerDutyReceivers(routing, pagerDutyFile)),
      ...told.map(([name, { receiver, file }]) => receiverConfig(name, receiver, file)),
      ...(heartbeatFile === undefined
        ? []
        : [{ name: "heartbeat", webhook_configs: [{ url_file: heartbeatFile, send_resolved: false }] }]),
    ],
    // A critical alert inhibits the corresponding warning.
    inhibit_rules: [
      {
        source_matchers: ['severity="critical"'],
        target_matchers: ['severity=~"warning|info"'],
        equal: ["namespace", "alertname"],
      },
    ],
  };
}

/** Alerts that always fire, to show that alerting works: a heartbeat, not an alert. */
function alwaysFiring(heartbeat: boolean): AlertRoute[] {
  return heartbeat
    ? [
        {
          matchers: ['alertname="Watchdog"'],
          receiver: "heartbeat",
          group_wait: "0s",
          group_interval: "1m",
          repeat_interval: `${HEARTBEAT_MINUTES}m`,
        },
        { matchers: ['alertname="InfoInhibitor"'], receiver: "nobody" },
      ]
    : [{ matchers: ['alertname=~"Watchdog|InfoInhibitor"'], receiver: "nobody" }];
}

function pagerDutyRoutes(routing: AlertRouting): AlertRoute[] {
  const tickets = { matchers: ['severity=~"critical|warning"'], receiver: "tickets" };
  return routing === "page"
    ? [
        {
          matchers: ['severity="critical"'],
          receiver: "on-call",
          group_wait: "10s",
          repeat_interval: "1h",
        },
        tickets,
      ]
    : [tickets];
}

function pagerDutyReceivers(routing: AlertRouting, file: string): AlertReceiver[] {
  const receiver = (name: string, severity: string): AlertReceiver => ({
    name,
    pagerduty_configs: [
      {
        routing_key_file: file,
        send_resolved: true,
        severity,
        description: "{{ .CommonAnnotations.summary }}",
        links: [{ href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" }],
      },
    ],
  });
  return [receiver("tickets", "warning"), ...(routing === "page" ? [receiver("on-call", "critical")] : [])];
}
