import ts from "typescript";

/** Types that are known only later, or that the SDK wraps around others: their values are not judged. */
const LATER = new Set(["Promise", "PromiseLike", "Output", "OutputInstance"]);

const ANYTHING =
  ts.TypeFlags.Any |
  ts.TypeFlags.Unknown |
  ts.TypeFlags.Never |
  ts.TypeFlags.TypeParameter |
  ts.TypeFlags.NonPrimitive;
const PRIMITIVE =
  ts.TypeFlags.StringLike |
  ts.TypeFlags.NumberLike |
  ts.TypeFlags.BooleanLike |
  ts.TypeFlags.BigIntLike |
  ts.TypeFlags.Null;

export function isAnything(type: ts.Type): boolean {
  return (type.flags & ANYTHING) !== 0;
}

/** `string & {}`, which keeps the literals beside it in view, is a string too. */
export function isPrimitive(type: ts.Type): boolean {
  return (type.flags & PRIMITIVE) !== 0 || (type.isIntersection() && type.types.some(isPrimitive));
}

export function isAbsent(type: ts.Type): boolean {
  return (type.flags & (ts.TypeFlags.Undefined | ts.TypeFlags.Void)) !== 0;
}

export function isLater(type: ts.Type): boolean {
  return LATER.has(type.aliasSymbol?.name ?? "") || LATER.has(type.getSymbol()?.name ?? "");
}

/** The name of an interface, or of an alias of a type; undefined for what is generic or has none. */
export function ownName(type: ts.Type): string | undefined {
  if (type.aliasSymbol) {
    return type.aliasTypeArguments ? undefined : declaredHere(type.aliasSymbol);
  }
  const symbol = type.getSymbol();
  const isInterface = ((symbol?.flags ?? 0) & ts.SymbolFlags.Interface) !== 0;
  const isGeneric = ((type as ts.ObjectType).objectFlags & ts.ObjectFlags.Reference) !== 0;
  return symbol && isInterface && !isGeneric ? declaredHere(symbol) : undefined;
}

function declaredHere(symbol: ts.Symbol): string | undefined {
  return isForeign(symbol) ? undefined : symbol.name;
}

/** Instances of classes, and functions. */
export function isOpaque(type: ts.Type): boolean {
  const isClass = ((type.getSymbol()?.flags ?? 0) & ts.SymbolFlags.Class) !== 0;
  const called = type.getCallSignatures().length + type.getConstructSignatures().length;
  return isClass || isLater(type) || called > 0;
}

/** Of a package, since a provider judges what it is given; or of a tree that only functions build, which costs time. */
export function isForeign(member: ts.Symbol): boolean {
  return (member.declarations ?? []).some((each) => FOREIGN.test(each.getSourceFile().fileName));
}

const FOREIGN = /\/node_modules\/|\/models\/cloudflare\/expression\//;
