import type { z } from "zod";
import { ENVIRONMENTS, type Environment, type EnvironmentName } from "#blueprints/environment";
import { SecretSetting } from "#blueprints/settings/secret";
import type { System } from "#blueprints/system";
import { isSystemName, loadSystem, SYSTEM_NAMES } from "../systems.ts";
import { explainIssues, nearest, settingsOf } from "./explain.ts";
import { ConfigError, type ConfigMistake, formatPath } from "./mistakes.ts";
import { unknownNamespaces } from "./unknown-namespaces.ts";

/** A stack's configuration as the engine hands it over: full keys and text, objects as JSON. */
export interface StackConfig {
  readonly values: Readonly<Record<string, string>>;
  /** Whether the key's value is, or holds, a secret. */
  isSecret(key: string): boolean;
}

export interface StackSettings {
  readonly system: System;
  readonly environment: Environment;
  readonly settings: unknown;
}

const NAMESPACE = "strata:";
const DISABLE_DEFAULTS = "pulumi:disable-default-providers";

/**
 * Reads and validates a stack's configuration.
 *
 * @throws ConfigError with every mistake found
 */
export async function parseConfig(config: StackConfig): Promise<StackSettings> {
  const raw: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(config.values)) {
    if (key.startsWith(NAMESPACE)) {
      raw[key] = parseValue(text);
    }
  }
  const { [`${NAMESPACE}system`]: systemName, [`${NAMESPACE}environment`]: environmentName } = raw;
  const keys = Object.keys(config.values);
  const mistakes: ConfigMistake[] = [
    ...choice(`${NAMESPACE}system`, systemName, SYSTEM_NAMES),
    ...choice(`${NAMESPACE}environment`, environmentName, Object.keys(ENVIRONMENTS)),
    ...defaultProviders(config.values[DISABLE_DEFAULTS]),
  ];
  if (!isSystemName(systemName)) {
    throw new ConfigError(
      withoutEchoes([...mistakes, ...unknownNamespaces(keys, ["system", "environment"])]),
    );
  }
  const system = await loadSystem(systemName);
  mistakes.push(...unknownNamespaces(keys, settingsOf(system.settings)));
  const parsed = parseSettings(system.settings, raw, config);
  if ("mistakes" in parsed) {
    // The schema finds a wrong environment too, in words that name no nearest one.
    const named = new Set(mistakes.map(({ path }) => formatPath(path)));
    mistakes.push(...parsed.mistakes.filter(({ path }) => !named.has(formatPath(path))));
  }
  if (mistakes.length > 0 || !("settings" in parsed)) {
    throw new ConfigError(withoutEchoes(mistakes));
  }
  const environment = ENVIRONMENTS[environmentName as EnvironmentName];
  return { system, environment, settings: parsed.settings };
}

/** A key that is missing because it is misspelt is one mistake, and the misspelt one names both. */
function withoutEchoes(mistakes: readonly ConfigMistake[]): ConfigMistake[] {
  const meant = new Set(mistakes.map((mistake) => mistake.meant));
  return mistakes.filter(
    ({ path, problem }) => !(problem.startsWith("missing;") && meant.has(formatPath(path))),
  );
}

type Parsed = { readonly settings: unknown } | { readonly mistakes: readonly ConfigMistake[] };

/** Secrets arrive as text inside a key that is marked secret; the schema says which members they are. */
function parseSettings(schema: z.ZodType, raw: Record<string, unknown>, config: StackConfig): Parsed {
  const input: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(raw)) {
    input[key.slice(NAMESPACE.length)] = value;
  }
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
  const found = explainIssues(schema, input, result.error.issues);
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

function choice(key: string, found: unknown, allowed: readonly string[]): ConfigMistake[] {
  if (typeof found === "string" && allowed.includes(found)) {
    return [];
  }
  if (found === undefined) {
    return [{ path: [key], problem: `missing; expected one of ${allowed.join(", ")}` }];
  }
  const near = typeof found === "string" ? nearest(found, allowed) : undefined;
  const hint = near ? `; did you mean ${near}?` : "";
  return [
    { path: [key], problem: `found ${JSON.stringify(found)}, expected one of ${allowed.join(", ")}${hint}` },
  ];
}

function defaultProviders(found: string | undefined): ConfigMistake[] {
  return found !== undefined && JSON.stringify(parseValue(found)) === '["*"]'
    ? []
    : [
        {
          path: [DISABLE_DEFAULTS],
          problem: `${found === undefined ? "missing" : `found ${found}`}; expected ["*"]: a resource without an explicit provider is a mistake`,
        },
      ];
}

/** Objects and lists come as JSON; a scalar stays the text that it is. */
function parseValue(text: string): unknown {
  if (!/^\s*[{[]/.test(text)) {
    return text;
  }
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}
