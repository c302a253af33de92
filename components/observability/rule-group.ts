import { type Alerts, runbookFile } from "./alerts/alert.ts";

/** A group of rules, in the format common to Prometheus' rule files and the operator's custom resource. */
export interface RuleGroup {
  readonly name: string;
  readonly rules: readonly {
    readonly alert: string;
    readonly expr: string;
    readonly for: string;
    readonly labels: { readonly severity: string };
    readonly annotations: {
      readonly summary: string;
      readonly description: string;
      readonly runbook_url: string;
    };
  }[];
}

/** Alerts as rules, in the order of their definition. @param runbooks URL of the folder with the runbooks */
export function ruleGroup(name: string, alerts: Alerts, runbooks: string): RuleGroup {
  return {
    name,
    rules: Object.entries(alerts).map(([alert, { expr, forMinutes, severity, summary, description }]) => ({
      alert,
      expr,
      for: `${forMinutes}m`,
      labels: { severity },
      annotations: { summary, description, runbook_url: `${runbooks}/${runbookFile(alert)}` },
    })),
  };
}
