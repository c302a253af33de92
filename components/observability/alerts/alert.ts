/** An alert: when it fires, how urgent it is, and what it tells whoever is called. */
export interface Alert {
  /** PromQL; each series that it returns is an alert of its own. */
  readonly expr: string;
  /** How long it has to hold before anybody hears of it, in minutes. */
  readonly forMinutes: number;
  /** "critical": users suffer or are about to; "warning": it can wait for the morning. */
  readonly severity: "critical" | "warning";
  /** One line, with `{{ $labels.… }}` where it names something. */
  readonly summary: string;
  /** What it means, in a sentence or two. */
  readonly description: string;
}

/** Alerts by name. The name is what people see and what the runbook is called after. */
export type Alerts = Readonly<Record<string, Alert>>;

/** File of an alert's runbook, such as `high-error-rate.md`. */
export function runbookFile(alert: string): string {
  const words = alert.replace(/([a-z0-9])([A-Z])/g, "$1-$2");
  return `${words.toLowerCase()}.md`;
}

/** A matcher of one label, escaped as PromQL wants it. */
export function matches(label: string, value: string): string {
  return `${label}="${value.replace(/[\\"]/g, "\\$&")}"`;
}
