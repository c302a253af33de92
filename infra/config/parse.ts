import type { Environment } from "#blueprints/contract/environment";
import { type SliceInstance, sliceInstances } from "#blueprints/contract/slice";
import { isSliced, type SlicedSystem, type System, type WholeSystem } from "#blueprints/contract/system";
import { nearest } from "#models/grammar/nearest";
import type { ProgramArgs } from "../program-args.ts";
import { loadSystem } from "../systems.ts";
import { settingsOf, showFound } from "./explain.ts";
import { ConfigError, type ConfigMistake, formatPath } from "./mistakes.ts";
import { NAMESPACE, parseSettings, type StackConfig } from "./settings.ts";
import { unknownNamespaces } from "./unknown-namespaces.ts";

/** The contents of a stack: a whole system, or one slice of a system. */
export type StackPart =
  | { readonly system: WholeSystem; readonly slice?: undefined }
  | ({ readonly system: SlicedSystem } & SliceInstance);

export interface StackSettings {
  readonly part: StackPart;
  readonly environment: Environment;
  readonly settings: unknown;
}

const DISABLE_DEFAULTS = "pulumi:disable-default-providers";

/**
 * Reads and validates a stack's configuration.
 *
 * @throws ConfigError with every mistake found
 */
export async function parseConfig(
  config: StackConfig,
  { systems, environments }: Required<ProgramArgs>,
): Promise<StackSettings> {
  const raw: Record<string, unknown> = {};
  for (const [key, text] of Object.entries(config.values)) {
    if (key.startsWith(NAMESPACE)) {
      raw[key.slice(NAMESPACE.length)] = parseValue(text);
    }
  }
  const { system: systemName, environment: environmentName, slice: sliceName, ...given } = raw;
  const keys = Object.keys(config.values);
  const chosenSystem = choose("system", systemName, Object.keys(systems));
  const chosenEnvironment = choose("environment", environmentName, Object.keys(environments));
  const mistakes: ConfigMistake[] = [
    ...chosenSystem.mistakes,
    ...chosenEnvironment.mistakes,
    ...defaultProviders(config.values[DISABLE_DEFAULTS]),
  ];
  const stop = (more: readonly ConfigMistake[] = []): never => {
    throw new ConfigError(withoutEchoes([...mistakes, ...more]));
  };
  if (chosenSystem.name === undefined) {
    return stop(unknownNamespaces(keys, ["system", "environment"]));
  }
  const system = await loadSystem(systems, chosenSystem.name);
  const chosen = choosePart(system, sliceName);
  mistakes.push(...chosen.mistakes);
  if (!chosen.part) {
    return stop(unknownNamespaces(keys, ["system", "environment", "slice"]));
  }
  const { part } = chosen;
  const { settings: schema } = part.slice ? part.slice : part.system;
  const reserved = ["system", "environment", ...(part.slice ? ["slice"] : [])];
  mistakes.push(...unknownNamespaces(keys, [...reserved, ...settingsOf(schema)]));
  const parsed = parseSettings(schema, given, config, reserved);
  const environment = environments[chosenEnvironment.name ?? ""];
  return "settings" in parsed && environment && mistakes.length === 0
    ? { part, environment, settings: parsed.settings }
    : stop("mistakes" in parsed ? parsed.mistakes : []);
}

/** The part of a system that a stack file names by `strata:slice`; a whole system has no such key. */
function choosePart(
  system: System,
  found: unknown,
): { readonly part?: StackPart; readonly mistakes: readonly ConfigMistake[] } {
  if (!isSliced(system)) {
    const problem = `found ${showFound(found)}, but ${system.name} has no slices; remove it`;
    return {
      part: { system },
      mistakes: found === undefined ? [] : [{ path: [`${NAMESPACE}slice`], problem }],
    };
  }
  const known = sliceInstances(system.slices);
  const { name, mistakes } = choose("slice", found, [...known.keys()]);
  const instance = name === undefined ? undefined : known.get(name);
  return instance ? { part: { system, ...instance }, mistakes } : { mistakes };
}

/** A missing key and its misspelling are one mistake, reported at the misspelled key. */
function withoutEchoes(mistakes: readonly ConfigMistake[]): ConfigMistake[] {
  const meant = new Set(mistakes.map((mistake) => mistake.meant));
  return mistakes.filter(
    ({ path, problem }) => !(problem.startsWith("missing;") && meant.has(formatPath(path))),
  );
}

/** One of several names. */
function choose(
  setting: string,
  found: unknown,
  allowed: readonly string[],
): { readonly name?: string; readonly mistakes: readonly ConfigMistake[] } {
  if (typeof found === "string" && allowed.includes(found)) {
    return { name: found, mistakes: [] };
  }
  const path = [`${NAMESPACE}${setting}`];
  if (found === undefined) {
    return { mistakes: [{ path, problem: `missing; expected one of ${allowed.join(", ")}` }] };
  }
  const near = typeof found === "string" ? nearest(found, allowed) : undefined;
  const hint = near ? `; did you mean ${near}?` : "";
  return {
    mistakes: [{ path, problem: `found ${showFound(found)}, expected one of ${allowed.join(", ")}${hint}` }],
  };
}

function defaultProviders(found: string | undefined): ConfigMistake[] {
  return found !== undefined && JSON.stringify(parseValue(found)) === '["*"]'
    ? []
    : [
        {
          path: [DISABLE_DEFAULTS],
          problem: `${found === undefined ? "missing" : `found ${Array.isArray(parseValue(found)) ? found : showFound(parseValue(found))}`}; expected ["*"]: a resource without an explicit provider is a mistake`,
        },
      ];
}

/** Objects and lists are passed as JSON; a scalar stays a string. */
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
