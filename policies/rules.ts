import { CLOUDFLARE_RULES } from "./cloudflare/rules.ts";
import { COST_RULES } from "./cost/rules.ts";
import { GCP_RULES } from "./gcp/rules.ts";
import { KUBERNETES_RULES } from "./kubernetes/rules.ts";
import { RESILIENCE_RULES } from "./resilience/rules.ts";
import type { Rule } from "./rule.ts";
import { TOPOLOGY_RULES } from "./topology/rules.ts";

/** Every rule of the project, by resource. */
export const RULES: readonly Rule[] = [
  ...CLOUDFLARE_RULES,
  ...COST_RULES,
  ...GCP_RULES,
  ...KUBERNETES_RULES,
  ...RESILIENCE_RULES,
  ...TOPOLOGY_RULES,
];
