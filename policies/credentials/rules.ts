import type { Rule } from "../rule.ts";
import { credentialsInOutputs } from "./in-outputs.ts";
import { credentialsInPlainText } from "./in-plain-text.ts";
import { credentialsSecretInput } from "./secret-input.ts";

/** @public */
export const CREDENTIAL_RULES: readonly Rule[] = [
  credentialsInOutputs,
  credentialsInPlainText,
  credentialsSecretInput,
];
