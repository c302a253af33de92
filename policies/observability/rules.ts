import type { Rule } from "../rule.ts";
import { dashboardQueries } from "./dashboard-queries.ts";
import { ruleExpressions } from "./rule-expressions.ts";

/** @public */
export const OBSERVABILITY_RULES: readonly Rule[] = [dashboardQueries, ruleExpressions];
