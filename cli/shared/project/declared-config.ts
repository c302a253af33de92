import { UsageError } from "../errors.ts";

/** A configuration key that Pulumi.yaml declares. */
export interface DeclaredKey {
  /** Type of its value; undefined allows any. */
  readonly type: ConfigType | undefined;
  /** Text of its value where a stack sets none; objects and lists as JSON. Undefined: every stack must set one. */
  readonly value: string | undefined;
  /** Whether stacks must encrypt it. */
  readonly secret: boolean;
}

const TYPES = ["string", "integer", "boolean", "array", "object"] as const;
export type ConfigType = (typeof TYPES)[number];

/**
 * Reads the `config` block of Pulumi.yaml: a key has a value, or an object with `type`, `default`, `value` and `secret`.
 *
 * @param project namespace of keys without one
 * @returns declarations by full key, such as `shop:replicas`
 * @throws UsageError for another form
 */
export function declaredConfig(project: string, block: unknown): ReadonlyMap<string, DeclaredKey> {
  if (block === undefined || block === null || typeof block === "string") {
    // A string is the older name of stackConfigDir.
    return new Map();
  }
  if (typeof block !== "object" || Array.isArray(block)) {
    throw new UsageError(`Pulumi.yaml  config is ${JSON.stringify(block)}; expected keys with their values`);
  }
  return new Map(
    Object.entries(block).map(([key, declared]) => [fullKey(project, key), declaredKey(key, declared)]),
  );
}

function declaredKey(key: string, declared: unknown): DeclaredKey {
  if (typeof declared !== "object" || declared === null || Array.isArray(declared)) {
    return { type: undefined, value: textOf(declared), secret: false };
  }
  const { type, default: fallback, value = fallback, secret } = declared as Record<string, unknown>;
  const known = TYPES.find((name) => name === type);
  if (type !== undefined && !known) {
    throw new UsageError(
      `Pulumi.yaml  config.${key}.type is ${JSON.stringify(type)}; expected ${TYPES.join(", ")}`,
    );
  }
  return { type: known, value: value === undefined ? undefined : textOf(value), secret: secret === true };
}

/** A key with its namespace: the project's, if it has none. `shop:config:size` is the older form of `shop:size`. */
export function fullKey(project: string, key: string): string {
  return key.includes(":") ? key.replace(/^([^:]+):config:/, "$1:") : `${project}:${key}`;
}

/** A configuration value as the engine passes it. */
export function textOf(value: unknown): string {
  return typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
}

/** Whether the text of a value is of a type. */
export function isOfType(text: string, type: ConfigType): boolean {
  switch (type) {
    case "string":
      return true;
    case "integer":
      return /^[+-]?\d+$/.test(text);
    case "boolean":
      return text === "true" || text === "false";
    case "array":
      return text.startsWith("[");
    case "object":
      return text.startsWith("{");
  }
}
