/**
 * What a value may be, as its type says.
 *
 * - "any": not judged, such as what a provider is given, functions, and instances of classes
 * - "plain": a string, number or boolean; "boolean": one of the last
 * - another string: the type of that name
 * - `["values", …]`: one of these
 * - `["list", element]`
 * - `["either", …]`: what fits any of these
 * - `["object", members, required, rest]`: members by name, the names that must be given, and what every other name leads
 *   to; without it there is no other name
 */
export type Shape = string | ValuesShape | ListShape | EitherShape | ObjectShape;

export type ValuesShape = readonly ["values", ...(string | number | boolean)[]];
export type ListShape = readonly ["list", element: Shape];
export type EitherShape = readonly ["either", ...Shape[]];
export type ObjectShape = readonly [
  "object",
  members: Readonly<Record<string, Shape>>,
  required: readonly string[],
  rest?: Shape,
];

/** Shapes of the arguments of components and functions, generated from their types. */
export interface ArgumentShapes {
  /** By the name of a class or function. */
  readonly arguments: Readonly<Record<string, Shape>>;
  /** Types that are named in shapes. */
  readonly types: Readonly<Record<string, Shape>>;
}

export function isValues(shape: Shape): shape is ValuesShape {
  return typeof shape === "object" && shape[0] === "values";
}

export function isList(shape: Shape): shape is ListShape {
  return typeof shape === "object" && shape[0] === "list";
}

export function isEither(shape: Shape): shape is EitherShape {
  return typeof shape === "object" && shape[0] === "either";
}

export function isObject(shape: Shape): shape is ObjectShape {
  return typeof shape === "object" && shape[0] === "object";
}

/** The shape that a name of an object leads to; undefined if it has none. */
export function memberOf([, members, , rest]: ObjectShape, name: string): Shape | undefined {
  return Object.hasOwn(members, name) ? members[name] : rest;
}
