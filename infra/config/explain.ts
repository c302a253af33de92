import { z } from "zod";
import { credentialIn } from "#models/credentials/find";
import { nearest } from "#models/grammar/nearest";
import { type ConfigMistake, formatPath } from "./mistakes.ts";

type JsonSchema = {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly propertyNames?: JsonSchema;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
};

/** Maximum number of allowed names that an error lists; beyond it the error gives their count. */
const MOST_LISTED = 12;

/**
 * Explains each issue: what was found and what the schema allows there.
 *
 * @param reserved names that are allowed besides the schema's own
 */
export function explainIssues(
  schema: z.ZodType,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
  reserved: readonly string[] = [],
): ConfigMistake[] {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as JsonSchema;
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code === "unrecognized_keys") {
      const schema = schemaAt(root, path);
      const names = schema?.propertyNames;
      if (names) {
        return issue.keys.map((key) => ({ path: [...path, key], problem: explainValue(key, names) }));
      }
      const own = Object.keys(schema?.properties ?? {});
      const known = path.length === 0 ? [...reserved, ...own] : own;
      return issue.keys.map((key) => unknownSetting([...path, key], key, known));
    }
    const found = valueAt(input, path);
    const at = schemaAt(root, path);
    if (issue.code === "custom" && issue.params?.["secret"] === true && typeof found === "string") {
      const key = formatPath(["strata:", ...path]).replace("strata:.", "strata:");
      return {
        path,
        problem: `found plain text, expected a secret; encrypt it: npm run pulumi -- config set --secret --path '${key}'`,
      };
    }
    if (issue.code === "custom" && issue.message !== "Invalid input") {
      return { path, problem: issue.message };
    }
    return { path, problem: explainValue(found, at) };
  });
}

function explainValue(found: unknown, schema: JsonSchema | undefined): string {
  const expected = `expected ${describeSchema(schema)}`;
  return found === undefined
    ? `missing; ${expected}`
    : `found ${showFound(found, schema)}, ${nameNearest(found, schema) ?? expected}`;
}

/** The nearest known key, if it is near enough to be a typo. */
function unknownSetting(
  path: readonly (string | number)[],
  key: string,
  known: readonly string[],
): ConfigMistake {
  const near = nearest(key, known);
  return near
    ? {
        path,
        problem: `unknown setting; did you mean ${near}?`,
        meant: formatPath([...path.slice(0, -1), near]),
      }
    : { path, problem: `unknown setting; known settings are ${known.join(", ")}` };
}

/** Keys of a schema. */
export function settingsOf(schema: z.ZodType): string[] {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as JsonSchema;
  return Object.keys(root.properties ?? {});
}

/** Of many names, only the likely intended one is worth reading. */
function nameNearest(found: unknown, schema: JsonSchema | undefined): string | undefined {
  const many = (schema?.enum?.length ?? 0) > MOST_LISTED;
  const near =
    many && typeof found === "string" ? nearest(found, (schema?.enum ?? []).map(String)) : undefined;
  return near && `which is not a known name; did you mean ${near}?`;
}

function schemaAt(
  schema: JsonSchema | undefined,
  path: readonly (string | number)[],
): JsonSchema | undefined {
  let at = schema;
  for (const step of path) {
    if (typeof step === "number") {
      at = at?.items;
    } else {
      const member: JsonSchema | undefined = at?.properties?.[step];
      at = member ?? (typeof at?.additionalProperties === "object" ? at.additionalProperties : undefined);
    }
  }
  return at;
}

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const step of path) {
    at = typeof at === "object" && at !== null ? (at as Record<string | number, unknown>)[step] : undefined;
  }
  return at;
}

function describeSchema(schema: JsonSchema | undefined): string {
  if (!schema) {
    return "something else";
  }
  const remark = schema.description ? ` (${schema.description})` : "";
  return `${kindOf(schema)}${remark}`;
}

function kindOf(schema: JsonSchema): string {
  const { type, minimum, maximum } = schema;
  if (schema.const !== undefined) {
    return show(schema.const);
  }
  if (schema.enum) {
    const names = schema.enum.map(String);
    return names.length > MOST_LISTED ? `one of ${names.length} names` : `one of ${names.join(", ")}`;
  }
  switch (type) {
    case "integer":
    case "number": {
      const kind = type === "integer" ? "a whole number" : "a number";
      // Without explicit bounds the schema has the type's own.
      const bounded = (bound: number | undefined) =>
        bound !== undefined && Math.abs(bound) < Number.MAX_SAFE_INTEGER ? bound : undefined;
      const least = bounded(minimum);
      const most = bounded(maximum);
      if (least !== undefined && most !== undefined) {
        return `${kind} from ${least} to ${most}`;
      }
      return least !== undefined
        ? `${kind} from ${least}`
        : most !== undefined
          ? `${kind} up to ${most}`
          : kind;
    }
    case "boolean":
      return "true or false";
    case "array":
      return "a list";
    case "object":
      return schema.properties ? `settings ${Object.keys(schema.properties).join(", ")}` : "settings by name";
    default:
      return "a string";
  }
}

/** The found value. A string is repeated only where a secret is unlikely to be misplaced. */
export function showFound(value: unknown, schema?: JsonSchema): string {
  if (typeof value !== "string") {
    return show(value);
  }
  const kind = credentialIn(value);
  if (kind) {
    return `a string that holds ${kind}`;
  }
  return schema?.properties || schema?.additionalProperties ? "a string" : show(value);
}

function show(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "a list" : "settings";
  }
  return JSON.stringify(value);
}
