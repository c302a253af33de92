import { fits, isOneOf, isOpaque, isPlain, isPlainObject, type Plain } from "./fits.ts";
import {
  type ArgumentShapes,
  type EitherShape,
  isEither,
  isList,
  isObject,
  isValues,
  memberOf,
  type ObjectShape,
  type Shape,
} from "./shape.ts";

/** Where a value differs from its shape. */
export type Mismatch =
  /** A name that no form of the object has. */
  | {
      readonly kind: "unknown";
      readonly path: string;
      readonly name: string;
      readonly known: readonly string[];
    }
  /** A name that must be given. */
  | { readonly kind: "missing"; readonly path: string; readonly allowed: string }
  /** Another kind of value, or none of those that are allowed. */
  | { readonly kind: "other"; readonly path: string; readonly found: unknown; readonly allowed: string };

/**
 * Compares values with shapes as TypeScript compares a literal with its type: names that a type does not have, and names
 * that it requires. Instances of classes, such as Outputs and resources, are not judged.
 */
export class ShapeJudge {
  readonly #types: ArgumentShapes["types"];

  constructor({ types }: ArgumentShapes) {
    this.#types = types;
  }

  /** @param path of the value, empty for the arguments themselves */
  mismatches(named: Shape, value: unknown, path = ""): Mismatch[] {
    if (fits(this.#types, named, value) || isOpaque(value)) {
      return [];
    }
    const shape = this.#resolve(named);
    if (isEither(shape)) {
      return this.#either(shape, value, path);
    }
    if (isList(shape) && Array.isArray(value)) {
      return value.flatMap((each, index) => this.mismatches(shape[1], each, `${path}[${index}]`));
    }
    if (isObject(shape) && isPlainObject(value)) {
      return [...unknownNames([shape], value, path), ...this.#members(shape, value, path)];
    }
    return [this.#other(path, value, shape)];
  }

  /** A type by its name, and the types that are one of several. */
  #resolve(shape: Shape): Shape {
    return typeof shape === "string" ? (this.#types[shape] ?? shape) : shape;
  }

  /** None of the forms fits as a whole; the one that fits best tells what was meant. */
  #either([, ...named]: EitherShape, value: unknown, path: string): Mismatch[] {
    const forms = named.flatMap((form) => this.#formsOf(form));
    const sameKind = forms.filter((shape) => isSameKind(shape, value));
    if (sameKind.length === 0) {
      return [this.#other(path, value, ["either", ...forms])];
    }
    const objects = sameKind.filter(isObject);
    if (!isPlainObject(value) || objects.length < sameKind.length) {
      return fewest(sameKind.map((shape) => this.mismatches(shape, value, path)));
    }
    const told = objects.filter((shape) => this.#isToldBy(shape, value));
    const candidates = told.length > 0 ? told : objects;
    const [best] = candidates
      .map((shape) => ({ mismatches: this.#members(shape, value, path), shared: shared(shape, value) }))
      .sort((a, b) => byFit(a.mismatches, b.mismatches) || b.shared - a.shared);
    // As for the compiler, a name is known if any of the forms has it.
    return [...unknownNames(candidates, value, path), ...(best?.mismatches ?? [])];
  }

  /** Whether every member that tells forms apart, such as `kind: "pods"`, has this form's value. */
  #isToldBy([, members]: ObjectShape, value: Plain): boolean {
    return Object.entries(members).every(([name, named]) => {
      const member = this.#resolve(named);
      return value[name] === undefined || !isValues(member) || isOneOf(member, value[name]);
    });
  }

  #members(shape: ObjectShape, value: Plain, path: string): Mismatch[] {
    const [, members, required] = shape;
    const given = Object.keys(value).filter((name) => value[name] !== undefined);
    const missing = required.filter((name) => value[name] === undefined);
    return [
      ...given.flatMap((name) =>
        this.mismatches(memberOf(shape, name) ?? "any", value[name], join(path, name)),
      ),
      ...missing.map(
        (name): Mismatch => ({
          kind: "missing",
          path: join(path, name),
          allowed: this.#describe(members[name] ?? "any"),
        }),
      ),
    ];
  }

  #other(path: string, found: unknown, shape: Shape): Mismatch {
    const allowed = this.#describe(shape);
    return found === undefined ? { kind: "missing", path, allowed } : { kind: "other", path, found, allowed };
  }

  #describe(shape: Shape): string {
    return [...new Set(this.#formsOf(shape).map(describe))].filter(Boolean).join(" or ");
  }

  #formsOf(named: Shape): Shape[] {
    const shape = this.#resolve(named);
    return isEither(shape) ? shape.slice(1).flatMap((each) => this.#formsOf(each)) : [shape];
  }
}

function unknownNames(shapes: readonly ObjectShape[], value: Plain, path: string): Mismatch[] {
  if (shapes.some(([, , , rest]) => rest !== undefined)) {
    return [];
  }
  const known = [...new Set(shapes.flatMap(([, members]) => Object.keys(members)))];
  return Object.keys(value)
    .filter((name) => value[name] !== undefined && !known.includes(name))
    .map((name) => ({ kind: "unknown", path: join(path, name), name, known }));
}

function join(path: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\d_$]*$/u.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === "" ? name : `${path}.${name}`;
}

/** How many of the given names a form has. */
function shared(shape: ObjectShape, value: Plain): number {
  return Object.keys(value).filter((name) => memberOf(shape, name) !== undefined).length;
}

function byFit(a: readonly Mismatch[], b: readonly Mismatch[]): number {
  return Number(a.length > 0) - Number(b.length > 0);
}

function fewest(options: readonly Mismatch[][]): Mismatch[] {
  return options.reduce((best, each) => (each.length < best.length ? each : best));
}

/** Whether a value is of a shape's kind: an object, a list, or neither. */
function isSameKind(shape: Shape, value: unknown): boolean {
  if (shape === "any") {
    return true;
  }
  if (isObject(shape)) {
    return isPlainObject(value);
  }
  return isList(shape) ? Array.isArray(value) : isPlain(value);
}

/** A shape in words; empty if a name says enough. */
function describe(shape: Shape): string {
  if (isValues(shape)) {
    return shape
      .slice(1)
      .map((value) => JSON.stringify(value))
      .join(", ");
  }
  if (isList(shape)) {
    return "lists";
  }
  if (isObject(shape)) {
    const [, members, , rest] = shape;
    return rest === undefined ? `objects with ${Object.keys(members).join(", ")}` : "objects by name";
  }
  return shape === "boolean" ? "true, false" : "";
}
