import type { ArgumentChecks } from "../../core/arguments.ts";
import { RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";

export type AlertSeverity = "critical" | "warning";

/** What every receiver has. */
export interface ReceiverSecret {
  /** Id in Secret Manager of the secret that it needs; the configuration has only the path of its file. */
  readonly secretId: string;
  /** Alerts that it receives. Default both, `["critical", "warning"]`. */
  readonly severities?: readonly AlertSeverity[];
}

/** A channel of Slack; the secret is the URL of an incoming webhook. */
export interface SlackReceiver extends ReceiverSecret {
  readonly kind: "slack";
  /** Such as `#alerts`. Default: the webhook's own channel. */
  readonly channel?: string;
}

/** Mail through a server that requires TLS; the secret is the password. */
export interface EmailReceiver extends ReceiverSecret {
  readonly kind: "email";
  readonly to: string;
  readonly from: string;
  /** Host and port of the server, such as `smtp.example.com:587`. */
  readonly smarthost: string;
  readonly username: string;
}

/** An HTTPS endpoint that takes Alertmanager's JSON; the secret is its URL. */
export interface WebhookReceiver extends ReceiverSecret {
  readonly kind: "webhook";
}

/** Somebody who is told of alerts. */
export type Receiver = SlackReceiver | EmailReceiver | WebhookReceiver;

/** A receiver in Alertmanager's configuration. Source: Alertmanager documentation, configuration, 0.34. */
export interface AlertReceiver {
  readonly name: string;
  readonly pagerduty_configs?: readonly {
    readonly routing_key_file: string;
    readonly send_resolved: boolean;
    readonly severity: string;
    readonly description: string;
    readonly links: readonly { readonly href: string; readonly text: string }[];
  }[];
  readonly slack_configs?: readonly {
    readonly api_url_file: string;
    readonly channel?: string;
    readonly send_resolved: boolean;
    readonly title: string;
    readonly text: string;
  }[];
  readonly email_configs?: readonly {
    readonly to: string;
    readonly from: string;
    readonly smarthost: string;
    readonly auth_username: string;
    readonly auth_password_file: string;
    readonly require_tls: boolean;
    readonly send_resolved: boolean;
    readonly headers: Readonly<Record<string, string>>;
  }[];
  readonly webhook_configs?: readonly {
    readonly url_file: string;
    readonly send_resolved: boolean;
  }[];
}

const SUBJECT = "[{{ .Status | toUpper }}] {{ .CommonLabels.alertname }}";
const LINES =
  "{{ range .Alerts }}{{ .Annotations.summary }}\n{{ .Annotations.description }}\n{{ .Annotations.runbook_url }}\n{{ end }}";

/** A receiver's configuration. @param file path of the file with its secret */
export function receiverConfig(name: string, receiver: Receiver, file: string): AlertReceiver {
  switch (receiver.kind) {
    case "slack": {
      const { channel } = receiver;
      const where = channel === undefined ? {} : { channel };
      return {
        name,
        slack_configs: [{ api_url_file: file, ...where, send_resolved: true, title: SUBJECT, text: LINES }],
      };
    }
    case "email": {
      const { to, from, smarthost, username } = receiver;
      const login = { auth_username: username, auth_password_file: file, require_tls: true };
      return {
        name,
        email_configs: [
          { to, from, smarthost, ...login, send_resolved: true, headers: { Subject: SUBJECT } },
        ],
      };
    }
    case "webhook":
      return { name, webhook_configs: [{ url_file: file, send_resolved: true }] };
  }
}

export function checkReceivers(checks: ArgumentChecks, receivers: Readonly<Record<string, Receiver>>): void {
  for (const [key, receiver] of Object.entries(receivers)) {
    const at = `receivers.${key}`;
    checks.matches("receivers key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.that(!TAKEN.includes(key), "receivers key", key, `names other than ${TAKEN.join(", ")}`);
    checks.oneOf(`${at}.kind`, receiver.kind, ["slack", "email", "webhook"]);
    checks.that(
      receiver.severities === undefined || receiver.severities.length > 0,
      `${at}.severities`,
      receiver.severities,
      "lists with critical, warning or both",
    );
    for (const severity of receiver.severities ?? []) {
      checks.oneOf(`${at}.severities`, severity, SEVERITIES);
    }
    if (receiver.kind === "email") {
      checks.matches(`${at}.to`, receiver.to, MAIL, "e-mail addresses");
      checks.matches(`${at}.from`, receiver.from, MAIL, "e-mail addresses");
      checks.matches(`${at}.smarthost`, receiver.smarthost, /^[\w.-]+:\d{1,5}$/, "host:port");
    }
  }
}

export const SEVERITIES: readonly AlertSeverity[] = ["critical", "warning"];

/** Names of the receivers that the routing brings. */
const TAKEN = ["nobody", "on-call", "tickets", "heartbeat"];

const MAIL = /^[^@\s]+@[^@\s]+\.[a-z]+$/i;
