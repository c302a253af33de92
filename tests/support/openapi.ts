import { isRecord, isSecret, isUnknown, type Value } from "../../graph/model.ts";

/** The part of an OpenAPI schema that is checked here. */
export interface OpenApi {
  readonly type?: string;
  readonly properties?: Readonly<Record<string, OpenApi>>;
  readonly required?: readonly string[];
  readonly items?: OpenApi;
  readonly additionalProperties?: OpenApi;
  readonly enum?: readonly unknown[];
  readonly minimum?: number;
  readonly maximum?: number;
}

/**
 * What an API server would refuse or silently drop of a recorded value: fields that the schema does not have,
 * missing ones, values of another kind. What is known only later passes.
 */
export function schemaErrors(schema: OpenApi, value: Value | undefined, path = "spec"): string[] {
  if (value === undefined || isUnknown(value) || isSecret(value)) {
    return [];
  }
  const wrong = (what: string) => [`${path}: ${what}, found ${JSON.stringify(value)}`];
  switch (schema.type) {
    case "object": {
      if (!isRecord(value)) {
        return wrong("an object");
      }
      const missing = (schema.required ?? []).filter((key) => !(key in value));
      return [
        ...missing.map((key) => `${path}.${key}: is required`),
        ...Object.entries(value).flatMap(([key, inner]) => {
          const field = schema.properties?.[key] ?? schema.additionalProperties;
          return field ? schemaErrors(field, inner, `${path}.${key}`) : [`${path}.${key}: no such field`];
        }),
      ];
    }
    case "array": {
      const { items = {} } = schema;
      return Array.isArray(value)
        ? value.flatMap((inner: Value, index) => schemaErrors(items, inner, `${path}[${index}]`))
        : wrong("a list");
    }
    case "integer": {
      const { minimum = -Infinity, maximum = Infinity } = schema;
      const fits = Number.isInteger(value) && Number(value) >= minimum && Number(value) <= maximum;
      return fits ? [] : wrong(`a whole number from ${minimum} to ${maximum}`);
    }
    case "string":
      return typeof value === "string" && (schema.enum?.includes(value) ?? true)
        ? []
        : wrong("a text allowed");
    case "boolean":
      return typeof value === "boolean" ? [] : wrong("true or false");
    default:
      return [];
  }
}
