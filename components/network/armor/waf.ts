import type { ArgumentChecks } from "../../core/arguments.ts";
import { byExpression, type PolicyRule } from "./rules.ts";

/** Cloud Armor's sets of attack patterns, after the OWASP Core Rule Set 4.22; new ones are appended. */
export const WAF_SETS = [
  "sqli",
  "xss",
  "lfi",
  "rfi",
  "rce",
  "methodenforcement",
  "scannerdetection",
  "protocolattack",
  "php",
  "sessionfixation",
  "java",
  "nodejs",
] as const;

export type WafSet = (typeof WAF_SETS)[number];

/** Attack patterns to detect in requests. */
export interface ArmorWaf {
  /** Sets of patterns. Default sqli, xss, lfi, rfi, rce. */
  readonly sets?: readonly WafSet[];
  /** Paranoia level of the patterns, 0 to 4. Default 1, which has hardly any false positives. */
  readonly sensitivity?: number;
  /** Whether matches are only logged. Default false; watch a new policy for a week first. */
  readonly preview?: boolean;
}

/** Patterns that are relevant to every kind of server. */
const GENERAL: readonly WafSet[] = ["sqli", "xss", "lfi", "rfi", "rce"];
const FIRST_PRIORITY = 10_000;
const APART = 100;

export function wafWithDefaults(checks: ArgumentChecks, waf: ArmorWaf): Required<ArmorWaf> {
  const { sets = GENERAL, sensitivity = 1, preview = false } = waf;
  checks.that(sets.length > 0, "waf.sets", sets, "at least one set, or no waf at all");
  for (const set of sets) {
    checks.oneOf("waf.sets", set, WAF_SETS);
  }
  checks.whole("waf.sensitivity", sensitivity, 0, 4, "the higher, the more is taken for an attack");
  return { sets, sensitivity, preview };
}

/** One rule per set, each with a fixed priority, so that adding or removing a set moves no other. */
export function wafRules({ sets, sensitivity, preview }: Required<ArmorWaf>): PolicyRule[] {
  return WAF_SETS.flatMap((set, index) =>
    sets.includes(set)
      ? [
          {
            priority: FIRST_PRIORITY + index * APART,
            action: "deny(403)",
            description: `WAF ${set}, sensitivity ${sensitivity}`,
            preview,
            match: byExpression(
              `evaluatePreconfiguredWaf('${set}-v422-stable', {'sensitivity': ${sensitivity}})`,
            ),
          },
        ]
      : [],
  );
}
