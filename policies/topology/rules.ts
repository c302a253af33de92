import type { Rule } from "../rule.ts";
import { crossClusterLink } from "./cross-cluster-link.ts";
import { danglingLink } from "./dangling-link.ts";
import { duplicateEndpoint } from "./duplicate-endpoint.ts";

/** @public */
export const TOPOLOGY_RULES: readonly Rule[] = [crossClusterLink, danglingLink, duplicateEndpoint];
