import { distance } from "fastest-levenshtein";
import { z } from "zod";
import { type ConfigMistake, formatPath } from "./mistakes.ts";

type JsonSchema = {
  readonly type?: string;
  readonly description?: string;
  readonly properties?: Readonly<Record<string, JsonSchema>>;
  readonly additionalProperties?: JsonSchema | boolean;
  readonly items?: JsonSchema;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly pattern?: string;
};

/** Says what each issue found and what is allowed there, in the words of the schema itself. */
export function explainIssues(
  schema: z.ZodType,
  input: unknown,
  issues: readonly z.core.$ZodIssue[],
): ConfigMistake[] {
  const root = z.toJSONSchema(schema, { unrepresentable: "any", io: "input" }) as JsonSchema;
  return issues.flatMap((issue) => {
    const path = issue.path.map((step) => (typeof step === "number" ? step : String(step)));
    if (issue.code === "unrecognized_keys") {
      const known = Object.keys(schemaAt(root, path)?.properties ?? {});
      return issue.keys.map((key) => ({ path: [...path, key], problem: unknownSetting(key, known) }));
    }
    const found = valueAt(input, path);
    const expected = describeSchema(schemaAt(root, path));
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
    return {
      path,
      problem:
        found === undefined ? `missing; expected ${expected}` : `found ${show(found)}, expected ${expected}`,
    };
  });
}

/** Names the nearest known key when it is near enough to be a slip. */
export function unknownSetting(key: string, known: readonly string[]): string {
  const near = nearest(key, known);
  return near ? `unknown setting; did you mean ${near}?` : `unknown setting; known are ${known.join(", ")}`;
}

export function nearest(word: string, known: readonly string[]): string | undefined {
  const [best] = known
    .map((candidate) => ({ candidate, edits: distance(word.toLowerCase(), candidate.toLowerCase()) }))
    .sort((a, b) => a.edits - b.edits);
  return best && best.edits <= Math.max(2, Math.floor(word.length / 3)) ? best.candidate : undefined;
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
    return `one of ${schema.enum.map(String).join(", ")}`;
  }
  switch (type) {
    case "integer":
    case "number": {
      const kind = type === "integer" ? "a whole number" : "a number";
      // The schema states the type's own bounds where the setting has none.
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
      return "a text";
  }
}

function show(value: unknown): string {
  if (typeof value === "object" && value !== null) {
    return Array.isArray(value) ? "a list" : "settings";
  }
  return JSON.stringify(value);
}
