import { existsSync, readFileSync } from "node:fs";

/** What the policy packs say of a preview or an update. */
export interface PolicyReport {
  /** Rules that ran, sorted. */
  readonly rules: readonly string[];
  /** Rule and URN of every violation, sorted. */
  readonly violations: readonly string[];
  /** Rules that met a value which only the deployment will know, sorted. */
  readonly undecided: readonly string[];
}

/** An event of the engine's log, as far as it tells of policies. */
interface EngineEvent {
  readonly policyEvent?: {
    readonly policyName: string;
    readonly resourceUrn: string;
    readonly message: string;
  };
  readonly policyAnalyzeSummaryEvent?: Summary;
  readonly policyAnalyzeStackSummaryEvent?: Summary;
}

interface Summary {
  readonly passed?: readonly string[];
  readonly failed?: readonly string[];
}

/** Reads the log that `--event-log` writes, a JSON object a line; without one, nothing was judged. */
export function policyReportOf(log: string): PolicyReport {
  const rules = new Set<string>();
  const violations = new Set<string>();
  const undecided = new Set<string>();
  for (const line of existsSync(log) ? readFileSync(log, "utf8").split("\n") : []) {
    // The events of resources are long and many, and say nothing of policies.
    const event = line.includes('"policy') ? (JSON.parse(line) as EngineEvent) : {};
    for (const summary of [event.policyAnalyzeSummaryEvent, event.policyAnalyzeStackSummaryEvent]) {
      for (const rule of [...(summary?.passed ?? []), ...(summary?.failed ?? [])]) {
        rules.add(rule);
      }
    }
    if (event.policyEvent) {
      const { policyName, resourceUrn, message } = event.policyEvent;
      if (message.startsWith("can't run policy")) {
        undecided.add(policyName);
      } else {
        violations.add(`${policyName} ${resourceUrn}`);
      }
    }
  }
  return { rules: [...rules].sort(), violations: [...violations].sort(), undecided: [...undecided].sort() };
}
