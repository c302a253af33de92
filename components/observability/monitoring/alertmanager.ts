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
  readonly routes?: readonly AlertRoute[];
}

export interface AlertReceiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly {
    readonly routing_key_file: string;
    readonly send_resolved: boolean;
    readonly severity: string;
    readonly description: string;
    readonly links: readonly { readonly href: string; readonly text: string }[];
  }[];
}

/** A file in Alertmanager's pods: the operator mounts each listed Secret under its name. */
export function alertmanagerSecretPath(secret: string, key: string): string {
  return `/etc/alertmanager/secrets/${secret}/${key}`;
}

/**
 * Alert routing. PagerDuty receives both severities: only critical alerts page. "ticket" sends all of them as warnings;
 * "none" sends none, although Grafana and Prometheus still show them.
 *
 * @param routingKeyFile path of the file with PagerDuty's key, which is never part of the configuration
 */
export function alertmanagerConfig(routing: AlertRouting, routingKeyFile: string): AlertmanagerConfig {
  const nobody: AlertReceiver = { name: "nobody" };
  const pagerDuty = (name: string, severity: string): AlertReceiver => ({
    name,
    pagerduty_configs: [
      {
        routing_key_file: routingKeyFile,
        send_resolved: true,
        severity,
        description: "{{ .CommonAnnotations.summary }}",
        links: [{ href: "{{ .CommonAnnotations.runbook_url }}", text: "Runbook" }],
      },
    ],
  });
  const receivers =
    routing === "none"
      ? [nobody]
      : [
          nobody,
          pagerDuty("tickets", "warning"),
          ...(routing === "page" ? [pagerDuty("on-call", "critical")] : []),
        ];
  return {
    route: {
      receiver: "nobody",
      group_by: ["alertname", "namespace"],
      group_wait: "30s",
      group_interval: "5m",
      repeat_interval: "12h",
      routes: [
        // Always firing, to show that alerting works: a heartbeat, not an alert.
        { matchers: ['alertname=~"Watchdog|InfoInhibitor"'], receiver: "nobody" },
        ...(routing === "page"
          ? [
              {
                matchers: ['severity="critical"'],
                receiver: "on-call",
                group_wait: "10s",
                repeat_interval: "1h",
              },
            ]
          : []),
        ...(routing === "none" ? [] : [{ matchers: ['severity=~"critical|warning"'], receiver: "tickets" }]),
      ],
    },
    receivers,
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
