import type { Rule } from "../rule.ts";
import { acceptedCombination } from "./accepted-combination.ts";
import { acceptedValue } from "./accepted-value.ts";
import { requiredInput } from "./required-input.ts";

/** @public */
export const PROVIDER_RULES: readonly Rule[] = [acceptedCombination, acceptedValue, requiredInput];
