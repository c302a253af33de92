import type { CheckResult } from "../../../policies/check.ts";

/** Rule and resource of every violation that the CLI prints below "Policies:", sorted. */
export function reportedByEngine(stdout: string): string[] {
  const lines = stdout.matchAll(/^\s+- \[(?:advisory|mandatory)\].*?(\S+) {2}\(\S+: (\S+)\)$/gm);
  return [...new Set([...lines].map(([, rule, resource]) => `${rule} ${resource}`))].sort();
}

/** The same of the offline check; `unknown` holds what it cannot decide before a deployment. */
export function reportedOffline({ findings, unknown }: CheckResult): {
  readonly findings: string[];
  readonly unknown: string[];
} {
  const words = ({ rule, urn }: { rule: string; urn: string }) =>
    `${rule} ${urn.split("::").slice(3).join("::")}`;
  return { findings: [...new Set(findings.map(words))].sort(), unknown: unknown.map(words) };
}
