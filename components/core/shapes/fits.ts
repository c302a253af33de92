import { type ArgumentShapes, memberOf, type ObjectShape, type Shape } from "./shape.ts";

/** An object as a program writes it out; not an instance of a class. */
export type Plain = Readonly<Record<string, unknown>>;

/**
 * Whether a value fits a shape. Every component asks this of all its arguments, so it makes no objects; a union counts
 * only if one form fits as a whole.
 */
export function fits(types: ArgumentShapes["types"], named: Shape, value: unknown): boolean {
  const shape = typeof named === "string" ? (types[named] ?? named) : named;
  if (shape === "any" || isOpaque(value)) {
    return true;
  }
  if (typeof shape === "string") {
    return shape === "boolean" ? typeof value === "boolean" : isPlain(value);
  }
  switch (shape[0]) {
    case "values":
      return isOneOf(shape, value);
    case "list":
      return Array.isArray(value) && value.every((each) => fits(types, shape[1], each));
    case "either":
      return isEitherOf(types, shape, value);
    case "object":
      return isPlainObject(value) && hasMembers(types, shape, value);
  }
}

function isEitherOf(types: ArgumentShapes["types"], shape: readonly Shape[], value: unknown): boolean {
  for (let index = 1; index < shape.length; index += 1) {
    if (fits(types, shape[index] ?? "any", value)) {
      return true;
    }
  }
  return false;
}

function hasMembers(types: ArgumentShapes["types"], shape: ObjectShape, value: Plain): boolean {
  for (const name in value) {
    const member = memberOf(shape, name);
    if (value[name] !== undefined && (member === undefined || !fits(types, member, value[name]))) {
      return false;
    }
  }
  for (const name of shape[2]) {
    if (value[name] === undefined) {
      return false;
    }
  }
  return true;
}

/** Whether a value is one of those that are allowed. */
export function isOneOf(shape: readonly unknown[], value: unknown): boolean {
  return value !== "values" ? shape.includes(value) : shape.lastIndexOf(value) > 0;
}

/** A value without members. */
export function isPlain(value: unknown): boolean {
  if (value === null) {
    return true;
  }
  const kind = typeof value;
  return kind === "string" || kind === "number" || kind === "boolean" || kind === "bigint";
}

export function isPlainObject(value: unknown): value is Plain {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

/** What is not judged: functions, and instances of classes, such as Outputs, promises and resources. */
export function isOpaque(value: unknown): boolean {
  return (
    typeof value === "function" ||
    (typeof value === "object" && value !== null && !Array.isArray(value) && !isPlainObject(value))
  );
}
