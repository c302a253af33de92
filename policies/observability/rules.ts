import type { Rule } from "../rule.ts";
import { dashboardQueries } from "./dashboard-queries.ts";
import { receiverTemplates } from "./receiver-templates.ts";
import { ruleExpressions } from "./rule-expressions.ts";

/** @public */
export const OBSERVABILITY_RULES: readonly Rule[] = [dashboardQueries, receiverTemplates, ruleExpressions];
