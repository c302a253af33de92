import type { Rule } from "../rule.ts";
import { explicitProvider } from "./explicit-provider.ts";
import { alertReceivers } from "./production/alert-receivers.ts";
import { PRODUCTION_PROPERTY_RULES } from "./production/property-rules.ts";
import { regionalCluster } from "./production/regional-cluster.ts";
import { servedReplicas } from "./production/served-replicas.ts";
import { protectedData } from "./protected-data.ts";
import { protectedParts } from "./protected-parts.ts";
import { protectionAgrees } from "./protection-agrees.ts";
import { replicaSpread } from "./replica-spread.ts";

/** @public */
export const RESILIENCE_RULES: readonly Rule[] = [
  ...PRODUCTION_PROPERTY_RULES,
  alertReceivers,
  explicitProvider,
  protectedData,
  protectedParts,
  protectionAgrees,
  regionalCluster,
  replicaSpread,
  servedReplicas,
];
