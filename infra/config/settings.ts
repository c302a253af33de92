import type { z } from "zod";
import { SecretSetting } from "#blueprints/settings/secret";
import { explainIssues } from "./explain.ts";
import type { ConfigMistake } from "./mistakes.ts";

/** Prefix of strata's keys. */
export const NAMESPACE = "strata:";

/** A stack's configuration as the engine passes it: full keys to strings, objects as JSON. */
export interface StackConfig {
  readonly values: Readonly<Record<string, string>>;
  /** Whether the key's value is or contains a secret. */
  isSecret(key: string): boolean;
}

export type ParsedSettings = { readonly settings: unknown } | { readonly mistakes: readonly ConfigMistake[] };

/**
 * Validates settings against their schema. Secrets arrive as strings inside a key that is marked secret; the schema
 * determines which members they are.
 *
 * @param given settings by name, without the namespace
 * @param reserved names that stack files have besides the schema's
 */
export function parseSettings(
  schema: z.ZodType,
  given: Readonly<Record<string, unknown>>,
  config: StackConfig,
  reserved: readonly string[],
): ParsedSettings {
  const input = { ...given };
  let result = schema.safeParse(input);
  for (const issue of result.error?.issues ?? []) {
    const [key] = issue.path;
    if (
      issue.code === "custom" &&
      issue.params?.["secret"] === true &&
      config.isSecret(NAMESPACE + String(key))
    ) {
      wrapSecret(input, issue.path);
    }
  }
  if (!result.success) {
    result = schema.safeParse(input);
  }
  if (result.success) {
    return { settings: result.data };
  }
  const found = explainIssues(schema, input, result.error.issues, reserved);
  return {
    mistakes: found.map(({ path: [key = "", ...rest], problem, meant }) => ({
      path: [`${NAMESPACE}${key}`, ...rest],
      problem,
      ...(meant === undefined ? {} : { meant: `${NAMESPACE}${meant}` }),
    })),
  };
}

function wrapSecret(input: Record<string, unknown>, path: readonly PropertyKey[]): void {
  const last = path.at(-1);
  let at: unknown = input;
  for (const step of path.slice(0, -1)) {
    at = (at as Record<PropertyKey, unknown> | undefined)?.[step];
  }
  if (last !== undefined && typeof at === "object" && at !== null) {
    const holder = at as Record<PropertyKey, unknown>;
    const value = holder[last];
    if (typeof value === "string") {
      holder[last] = new SecretSetting(value);
    }
  }
}
