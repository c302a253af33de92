import ts from "typescript";
import type { Shape } from "#components/core/shapes/shape";
import { isAbsent, isAnything, isForeign, isLater, isOpaque, isPrimitive, ownName } from "./types.ts";

/** More values than this are not worth a list. */
const MOST_VALUES = 24;

/** Shapes of types; what has a name is a type of its own, so that types may contain themselves. */
export class ShapeTable {
  readonly types = new Map<string, Shape>();
  readonly #checker: ts.TypeChecker;
  readonly #named = new Map<string, ts.Type>();
  readonly #open = new Set<ts.Type>();

  constructor(checker: ts.TypeChecker) {
    this.#checker = checker;
  }

  /** @param at a node from which members are read */
  shapeOf(given: ts.Type, at: ts.Node): Shape {
    // Without undefined, a union has the name of its alias again.
    const type =
      given.isUnion() && given.types.some(isAbsent) ? this.#checker.getNonNullableType(given) : given;
    const parts = type.isUnion() ? type.types.filter((part) => !isAbsent(part) && !isLater(part)) : [type];
    if (parts.some(isAnything)) {
      return "any";
    }
    const primitives = parts.filter(isPrimitive);
    if (primitives.length === parts.length) {
      return this.#values(primitives);
    }
    const name = ownName(type);
    return name === undefined ? this.#structure(type, at) : this.#byName(name, type, at);
  }

  #byName(name: string, type: ts.Type, at: ts.Node): Shape {
    // The files of two types that have one name tell them apart.
    const other = this.#named.get(name);
    const key = other === undefined || other === type ? name : `${name} of ${fileOf(type)}`;
    if (!this.types.has(key)) {
      this.#named.set(key, type);
      // Its name is known before its members are, since they may lead back to it.
      this.types.set(key, "any");
      const shape = this.#structure(type, at);
      if (shape === "any") {
        this.types.delete(key);
        this.#named.delete(key);
        return "any";
      }
      this.types.set(key, shape);
    }
    return key;
  }

  /** What contains itself without a name is not judged there. */
  #structure(type: ts.Type, at: ts.Node): Shape {
    if (this.#open.has(type)) {
      return "any";
    }
    this.#open.add(type);
    try {
      return this.#parts(type, at);
    } finally {
      this.#open.delete(type);
    }
  }

  #parts(type: ts.Type, at: ts.Node): Shape {
    if (type.isUnion()) {
      return this.#union(type, at);
    }
    if (!(type.flags & (ts.TypeFlags.Object | ts.TypeFlags.Intersection))) {
      return "any";
    }
    if (this.#checker.isArrayLikeType(type)) {
      const element = this.#checker.getIndexTypeOfType(type, ts.IndexKind.Number);
      return ["list", element ? this.shapeOf(element, at) : "any"];
    }
    const members = this.#checker.getPropertiesOfType(type);
    return isOpaque(type) || members.some(isForeign) ? "any" : this.#object(type, members, at);
  }

  #union(type: ts.UnionType, at: ts.Node): Shape {
    const parts = type.types.filter((part) => !isAbsent(part) && !isLater(part));
    const primitives = parts.filter(isPrimitive);
    const shapes = parts.filter((part) => !isPrimitive(part)).map((part) => this.shapeOf(part, at));
    if (shapes.includes("any")) {
      return "any";
    }
    const all = primitives.length > 0 ? [...shapes, this.#values(primitives)] : shapes;
    const different = [...new Map(all.map((shape) => [JSON.stringify(shape), shape])).values()];
    const [only = "any"] = different;
    return different.length > 1 ? ["either", ...different] : only;
  }

  /** The literals that are allowed, if all are literals; in a fixed order, as the compiler's depends on other files. */
  #values(parts: readonly ts.Type[]): Shape {
    if (
      parts.length > 0 &&
      parts.every((part) => part.flags & ts.TypeFlags.BooleanLike) &&
      parts.length !== 1
    ) {
      return "boolean";
    }
    const literals = parts.map((part) => this.#literal(part));
    const known = literals.filter((literal) => literal !== undefined);
    return known.length === parts.length && known.length > 0 && known.length <= MOST_VALUES
      ? ["values", ...known.sort((a, b) => compare(a, b))]
      : "plain";
  }

  #literal(part: ts.Type): string | number | boolean | undefined {
    if (part.isStringLiteral() || part.isNumberLiteral()) {
      return part.value;
    }
    return part.flags & ts.TypeFlags.BooleanLiteral ? this.#checker.typeToString(part) === "true" : undefined;
  }

  #object(type: ts.Type, members: readonly ts.Symbol[], at: ts.Node): Shape {
    const shapes: Record<string, Shape> = {};
    const required: string[] = [];
    for (const member of members) {
      const of = this.#checker.getTypeOfSymbolAtLocation(member, at);
      const parts = of.isUnion() ? of.types : [of];
      shapes[member.name] = this.shapeOf(of, at);
      if (!(member.flags & ts.SymbolFlags.Optional || parts.some(isAbsent))) {
        required.push(member.name);
      }
    }
    const [index] = this.#checker.getIndexInfosOfType(type);
    return index ? ["object", shapes, required, this.shapeOf(index.type, at)] : ["object", shapes, required];
  }
}

function fileOf(type: ts.Type): string {
  const [declaration] = (type.aliasSymbol ?? type.getSymbol())?.declarations ?? [];
  return (
    declaration?.getSourceFile().fileName.replace(/^.*\/(?=(components|models|blueprints|graph)\/)/, "") ?? ""
  );
}

function compare(a: string | number | boolean, b: string | number | boolean): number {
  return typeof a === "number" && typeof b === "number" ? a - b : String(a) < String(b) ? -1 : 1;
}
