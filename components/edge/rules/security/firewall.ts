import { always } from "#models/cloudflare/expression/build";
import { describeOverride } from "#models/cloudflare/managed-overrides";
import {
  OWASP_THRESHOLDS,
  OWASP_VERDICT,
  MANAGED_RULESETS as RULESETS,
} from "#models/cloudflare/managed-rulesets";
import { argumentsOf } from "../../../core/arguments.ts";
import type { ActionParameters, EdgeRule, ZoneRule } from "../rule.ts";
import type { Verdict } from "./custom.ts";

/** Ids of Cloudflare's managed rulesets. @public */
export const MANAGED_RULESETS = RULESETS;

export type Sensitivity = keyof typeof OWASP_THRESHOLDS;

/** Settings of {@link managedFirewall}. */
export interface ManagedFirewall {
  /** Sensitivity of the OWASP rules; "low" catches the least. Default "medium". */
  readonly sensitivity?: Sensitivity;
  /** Paranoia level of the OWASP rules, 1 to 4; each level finds more, including more false positives. Default 1. */
  readonly paranoia?: 1 | 2 | 3 | 4;
  /** Action above the OWASP threshold. Default "block". */
  readonly action?: Verdict;
  /** Managed rules, or all with a tag, with another action for every request. Default none. */
  readonly overrides?: readonly ManagedOverride[];
}

/** Another action of managed rules, for every request. */
export type ManagedOverride = {
  /** Default "cloudflare". */
  readonly ruleset?: "cloudflare" | "owasp";
  /** "off" removes the rules, "log" lets matches pass but shows them. */
  readonly action: Verdict | "log" | "off";
  /** Why; shown in the dashboard, and read by the rule `cloudflare-managed-waf`. */
  readonly because: string;
} & (
  | { /** Tag of the rules, such as `wordpress`. */ readonly category: string }
  | { /** Id of one rule, 32 hexadecimal digits. */ readonly rule: string }
);

/** Cloudflare's managed rules and the OWASP core rules for every request. Pro and up. */
export function managedFirewall(settings: ManagedFirewall = {}): ZoneRule {
  argumentsOf("managedFirewall", "", settings);
  const { sensitivity = "medium", paranoia = 1, action = "block", overrides = [] } = settings;
  const of = (set: "cloudflare" | "owasp") =>
    overrides.filter(({ ruleset = "cloudflare" }) => ruleset === set);
  const verdict = { id: OWASP_VERDICT, action, scoreThreshold: OWASP_THRESHOLDS[sensitivity] };
  const unwanted = [2, 3, 4]
    .filter((level) => level > paranoia)
    .map((level) => ({ category: `paranoia-level-${level}`, enabled: false }));
  const facts = overrides.map((each) => `${targetOf(each)} ${each.action}`);
  return {
    rules: [
      execute("cloudflare", "Cloudflare managed rules", of("cloudflare")),
      execute("owasp", `OWASP core rules, ${sensitivity} sensitivity`, of("owasp"), {
        rules: [verdict],
        categories: unwanted,
      }),
    ],
    facts: {
      firewall: [
        {
          kind: "managed",
          owasp: { sensitivity, paranoia },
          action,
          ...(facts.length > 0 ? { overrides: facts } : {}),
        },
      ],
    },
  };
}

type Overrides = NonNullable<ActionParameters["overrides"]>;

function execute(
  set: keyof typeof MANAGED_RULESETS,
  description: string,
  stated: readonly ManagedOverride[],
  standard: Pick<Overrides, "rules" | "categories"> = {},
): EdgeRule {
  const rules = [...(standard.rules ?? []), ...stated.flatMap(toRuleOverride)];
  const categories = [...(standard.categories ?? []), ...stated.flatMap(toCategoryOverride)];
  const overrides: Overrides = {
    ...(rules.length > 0 ? { rules } : {}),
    ...(categories.length > 0 ? { categories } : {}),
  };
  return {
    phase: "http_request_firewall_managed",
    stage: "execute",
    suffix: set,
    description: [description, ...stated.map(overrideReason)].join("; "),
    when: always(),
    action: "execute",
    parameters: {
      id: MANAGED_RULESETS[set],
      ...(Object.keys(overrides).length > 0 ? { overrides } : {}),
    },
  };
}

function targetOf(override: ManagedOverride): string {
  return "rule" in override ? `rule ${override.rule}` : override.category;
}

function overrideReason(override: ManagedOverride): string {
  return describeOverride(targetOf(override), override.action, override.because);
}

function toRuleOverride(override: ManagedOverride): NonNullable<Overrides["rules"]> {
  return "rule" in override ? [{ id: override.rule, ...effectOf(override) }] : [];
}

function toCategoryOverride(override: ManagedOverride): NonNullable<Overrides["categories"]> {
  return "category" in override ? [{ category: override.category, ...effectOf(override) }] : [];
}

function effectOf({ action }: ManagedOverride): { readonly enabled: false } | { readonly action: string } {
  return action === "off" ? { enabled: false } : { action };
}

/** Settings of {@link calmerDdosRules}. */
export interface DdosOverride {
  /** Sensitivity for HTTP floods; Cloudflare's default is high. The rules cannot be turned off. */
  readonly sensitivity: "medium" | "low";
  /** The reason for less sensitivity, shown in the dashboard. */
  readonly because: string;
}

/**
 * Makes the HTTP DDoS rules less sensitive, such as for bursts of known clients. They run on every zone at full
 * sensitivity without any resource; the network layers below are always on and have no settings here.
 */
export function calmerDdosRules(override: DdosOverride): ZoneRule {
  argumentsOf("calmerDdosRules", "", override);
  const rule: EdgeRule = {
    phase: "ddos_l7",
    stage: "override",
    description: `HTTP DDoS rules at ${override.sensitivity} sensitivity: ${override.because}`,
    when: always(),
    action: "execute",
    parameters: { id: MANAGED_RULESETS.ddos, overrides: { sensitivityLevel: override.sensitivity } },
  };
  return { rules: [rule], facts: { floodProtection: [{ sensitivity: override.sensitivity }] } };
}
