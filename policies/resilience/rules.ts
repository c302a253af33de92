import type { Rule } from "../rule.ts";
import { explicitProvider } from "./explicit-provider.ts";
import { protectedData } from "./protected-data.ts";
import { protectedParts } from "./protected-parts.ts";
import { protectionAgrees } from "./protection-agrees.ts";
import { replicaSpread } from "./replica-spread.ts";

/** @public */
export const RESILIENCE_RULES: readonly Rule[] = [
  explicitProvider,
  protectedData,
  protectedParts,
  protectionAgrees,
  replicaSpread,
];
