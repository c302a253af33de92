import { or } from "#models/cloudflare/expression/build";
import { request } from "#models/cloudflare/expression/fields";
import type { Expression } from "#models/cloudflare/expression/syntax";
import type { EdgeRule, ZoneRule } from "../rule.ts";
import type { Verdict } from "./custom.ts";

/**
 * Patterns of three attacks that every plan can detect without regular expressions. They catch obvious attacks; the
 * managed rules, if the plan has them, detect more.
 *
 * @public
 */
export const ATTACKS = {
  injection: {
    label: "SQL injection",
    marks: [
      "union select",
      "union all select",
      "' or '",
      "' or 1=1",
      " or 1=1",
      "; drop table",
      "information_schema",
      "sleep(",
      "benchmark(",
      "xp_cmdshell",
    ],
  },
  scripting: {
    label: "cross-site scripting",
    marks: ["<script", "javascript:", "onerror=", "onload=", "document.cookie"],
  },
  traversal: {
    label: "path traversal",
    marks: ["../", "..\\", "/etc/passwd", "/proc/self", "\\windows\\"],
  },
} as const;

export type Attack = keyof typeof ATTACKS;

/**
 * Refuses requests whose path or query contains an attack pattern, in any single encoding and any case. Source: global
 * platform, WAF (SQL injection, XSS, path traversal).
 */
export function refuseAttacks(action: Verdict = "block"): ZoneRule {
  const attacks = Object.keys(ATTACKS).filter(isAttack);
  const rules = attacks.map(
    (attack): EdgeRule => ({
      phase: "http_request_firewall_custom",
      stage: action === "block" ? "block" : "challenge",
      suffix: attack,
      description: `Refuse ${ATTACKS[attack].label}`,
      when: carries(ATTACKS[attack].marks),
      action,
    }),
  );
  return { rules, facts: { firewall: [{ kind: "attacks", attacks, action }] } };
}

function carries(marks: readonly string[]): Expression {
  const uri = request.uri.urlDecode().lower();
  return or(...marks.map((mark) => uri.contains(mark)));
}

function isAttack(name: string): name is Attack {
  return Object.hasOwn(ATTACKS, name);
}
