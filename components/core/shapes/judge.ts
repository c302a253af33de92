import type { ArgumentShapes, Members, Shape } from "./shape.ts";

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

type Plain = Readonly<Record<string, unknown>>;

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
    const shape = this.#resolve(named);
    if (shape === "any" || isOpaque(value)) {
      return [];
    }
    if (isEither(shape)) {
      return this.#either(shape, value, path);
    }
    if (isList(shape) && Array.isArray(value)) {
      return value.flatMap((each, index) => this.mismatches(shape[1], each, `${path}[${index}]`));
    }
    if (isMembers(shape) && isRecord(value)) {
      return [...this.#unknown([shape], value, path), ...this.#members(shape, value, path)];
    }
    return fits(shape, value) ? [] : [this.#other(path, value, shape)];
  }

  /** A type by its name, and the types that are one of several. */
  #resolve(shape: Shape): Shape {
    return typeof shape === "string" ? (this.#types[shape] ?? shape) : shape;
  }

  /** The form that fits, or the one that fits best: its mismatches tell what was meant. */
  #either([, ...named]: readonly ["either", ...Shape[]], value: unknown, path: string): Mismatch[] {
    const forms = named.flatMap((form) => this.#formsOf(form));
    const fitting = forms.filter((shape) => isSameKind(shape, value));
    if (fitting.length === 0) {
      return [this.#other(path, value, ["either", ...forms])];
    }
    const objects = fitting.filter(isMembers);
    if (!isRecord(value) || objects.length < fitting.length) {
      return fewest(fitting.map((shape) => this.mismatches(shape, value, path)));
    }
    const told = objects.filter((shape) => this.#isToldBy(shape, value));
    const candidates = told.length > 0 ? told : objects;
    const unknown = this.#unknown(candidates, value, path);
    const [best] = candidates
      .map((shape) => ({ mismatches: this.#members(shape, value, path), shared: shared(shape, value) }))
      .sort((a, b) => byFit(a.mismatches, b.mismatches) || b.shared - a.shared);
    return [...unknown, ...(best?.mismatches ?? [])];
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

  /** Whether every member that tells forms apart, such as `kind: "pods"`, has this form's value. */
  #isToldBy(shape: Members, value: Plain): boolean {
    return Object.entries(shape).every(([key, named]) => {
      const given = value[nameOf(key)];
      const member = this.#resolve(named);
      return given === undefined || !isValues(member) || fits(member, given);
    });
  }

  #unknown(shapes: readonly Members[], value: Plain, path: string): Mismatch[] {
    if (shapes.some((shape) => "*" in shape)) {
      return [];
    }
    const known = [...new Set(shapes.flatMap((shape) => Object.keys(shape).map(nameOf)))];
    return Object.keys(value)
      .filter((name) => value[name] !== undefined && !known.includes(name))
      .map((name) => ({ kind: "unknown", path: join(path, name), name, known }));
  }

  #members(shape: Members, value: Plain, path: string): Mismatch[] {
    const own = Object.entries(shape).flatMap(([key, named]): Mismatch[] => {
      const name = nameOf(key);
      if (value[name] !== undefined) {
        return key === "*" ? [] : this.mismatches(named, value[name], join(path, name));
      }
      return key.endsWith("?") || key === "*"
        ? []
        : [{ kind: "missing", path: join(path, name), allowed: this.#describe(named) }];
    });
    const rest = shape["*"];
    if (rest === undefined) {
      return own;
    }
    const others = Object.keys(value).filter((name) => !(name in shape) && !(`${name}?` in shape));
    return [
      ...own,
      ...others.flatMap((name) =>
        value[name] === undefined ? [] : this.mismatches(rest, value[name], join(path, name)),
      ),
    ];
  }
}

const nameOf = (key: string) => (key.endsWith("?") ? key.slice(0, -1) : key);

function join(path: string, name: string): string {
  if (!/^[\p{L}_$][\p{L}\d_$]*$/u.test(name)) {
    return `${path}[${JSON.stringify(name)}]`;
  }
  return path === "" ? name : `${path}.${name}`;
}

/** How many of the given names a form has. */
function shared(shape: Members, value: Plain): number {
  return Object.keys(value).filter((name) => name in shape || `${name}?` in shape).length;
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
  if (isMembers(shape)) {
    return isRecord(value);
  }
  return isList(shape) ? Array.isArray(value) : isPlain(value);
}

/** Whether a value that has no members fits. */
function fits(shape: Shape, value: unknown): boolean {
  if (isValues(shape)) {
    return shape.slice(1).some((each) => each === value);
  }
  return shape === "boolean" ? typeof value === "boolean" : shape === "plain" && isPlain(value);
}

function isValues(shape: Shape): shape is readonly ["values", ...(string | number | boolean)[]] {
  return Array.isArray(shape) && shape[0] === "values";
}

function isList(shape: Shape): shape is readonly ["list", Shape] {
  return Array.isArray(shape) && shape[0] === "list";
}

function isEither(shape: Shape): shape is readonly ["either", ...Shape[]] {
  return Array.isArray(shape) && shape[0] === "either";
}

function isMembers(shape: Shape): shape is Members {
  return typeof shape === "object" && !Array.isArray(shape);
}

function isPlain(value: unknown): boolean {
  return value === null || !["object", "function", "undefined", "symbol"].includes(typeof value);
}

/** An object as a program writes it out; not an instance of a class. */
function isRecord(value: unknown): value is Plain {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    return false;
  }
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}

function isOpaque(value: unknown): boolean {
  return (
    typeof value === "function" ||
    (typeof value === "object" && value !== null && !Array.isArray(value) && !isRecord(value))
  );
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
  if (isMembers(shape)) {
    return "*" in shape ? "objects by name" : `objects with ${Object.keys(shape).map(nameOf).join(", ")}`;
  }
  return shape === "boolean" ? "true, false" : "";
}
