import type { Rule } from "../rule.ts";
import { clusterQuotas } from "./cluster-quotas.ts";
import { clusterRequests } from "./cluster-requests.ts";
import { databaseConnections } from "./database-connections.ts";
import { namespaceQuota } from "./namespace-quota.ts";
import { nodeSize } from "./node-size.ts";
import { scheduledReplicas } from "./scheduled-replicas.ts";

/** @public */
export const CAPACITY_RULES: readonly Rule[] = [
  clusterQuotas,
  clusterRequests,
  databaseConnections,
  namespaceQuota,
  nodeSize,
  scheduledReplicas,
];
