/** An alert: when it fires, its severity, and its message. */
export interface Alert {
  /** PromQL; each series that it returns is a separate alert. */
  readonly expr: string;
  /** How long the condition must hold before the alert fires, in minutes. */
  readonly forMinutes: number;
  /** "critical": users are affected or soon will be; "warning": it can wait until morning. */
  readonly severity: "critical" | "warning";
  /** One line, with `{{ $labels.… }}` for names. */
  readonly summary: string;
  /** What it means, in a sentence or two. */
  readonly description: string;
}

/** Alerts by name. The name is shown to people and determines the runbook's file name. */
export type Alerts = Readonly<Record<string, Alert>>;

/** File of an alert's runbook, such as `high-error-rate.md`. */
export function runbookFile(alert: string): string {
  const words = alert.replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  return `${words.toLowerCase()}.md`;
}

/** A matcher of one label, escaped for PromQL. */
export function matches(label: string, value: string): string {
  return `${label}="${value.replace(/[\\"]/g, "\\$&")}"`;
}
