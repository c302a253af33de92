import type { Rule } from "../rule.ts";
import { clusterAllocation } from "./cluster-allocation.ts";
import { costLabels } from "./labels.ts";

/** @public */
export const COST_RULES: readonly Rule[] = [clusterAllocation, costLabels];
