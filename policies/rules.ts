import { CAPACITY_RULES } from "./capacity/rules.ts";
import { CLAIM_RULES } from "./claims/rules.ts";
import { CLOUDFLARE_RULES } from "./cloudflare/rules.ts";
import { COST_RULES } from "./cost/rules.ts";
import { CREDENTIAL_RULES } from "./credentials/rules.ts";
import { GCP_RULES } from "./gcp/rules.ts";
import { KUBERNETES_RULES } from "./kubernetes/rules.ts";
import { OBSERVABILITY_RULES } from "./observability/rules.ts";
import { PROVIDER_RULES } from "./provider/rules.ts";
import { REFERENCE_RULES } from "./references/rules.ts";
import { RESILIENCE_RULES } from "./resilience/rules.ts";
import { type Rule, repeatedId } from "./rule.ts";
import { TOPOLOGY_RULES } from "./topology/rules.ts";

/** The rules of strata by subject. */
export const RULES_BY_SUBJECT = {
  capacity: CAPACITY_RULES,
  claims: CLAIM_RULES,
  cloudflare: CLOUDFLARE_RULES,
  cost: COST_RULES,
  credentials: CREDENTIAL_RULES,
  gcp: GCP_RULES,
  kubernetes: KUBERNETES_RULES,
  observability: OBSERVABILITY_RULES,
  provider: PROVIDER_RULES,
  references: REFERENCE_RULES,
  resilience: RESILIENCE_RULES,
  topology: TOPOLOGY_RULES,
} as const satisfies Readonly<Record<string, readonly Rule[]>>;

/** What a rule of strata is about. */
export type Subject = keyof typeof RULES_BY_SUBJECT;

export const SUBJECTS = Object.keys(RULES_BY_SUBJECT) as readonly Subject[];

/** Every rule of strata, by subject. @public */
export const RULES: readonly Rule[] = Object.values(RULES_BY_SUBJECT).flat();

/** Which rules hold. */
export interface RuleSelection {
  /** Subjects whose rules of strata hold. Default: all. */
  readonly subjects?: readonly Subject[];
  /** Rules of the project's own, besides strata's. Default none. */
  readonly rules?: readonly Rule[];
}

/**
 * The rules of a selection: strata's by subject, then the project's own.
 *
 * @throws Error when two of them share an id, or there is none
 */
export function selectRules({ subjects = SUBJECTS, rules = [] }: RuleSelection): readonly Rule[] {
  const selected = [...subjects.flatMap((subject) => RULES_BY_SUBJECT[subject]), ...rules];
  const twice = repeatedId(selected);
  if (twice !== undefined) {
    throw new Error(`rules hold "${twice}" twice; each id is allowed once`);
  }
  if (selected.length === 0) {
    throw new Error("rules are none: subjects is empty, and so is rules");
  }
  return selected;
}
