import type { Rule } from "../rule.ts";
import { issuedHost } from "./issued-host.ts";
import { podPort } from "./pod-port.ts";
import { referencedObject } from "./referenced-object.ts";
import { servedMetric } from "./served-metric.ts";
import { storeSecret } from "./store-secret.ts";

/** @public */
export const REFERENCE_RULES: readonly Rule[] = [
  issuedHost,
  podPort,
  referencedObject,
  servedMetric,
  storeSecret,
];
