/**
 * What a value may be, as its type says.
 *
 * - "any": not judged, such as what a provider is given, functions, and instances of classes
 * - "plain": a string, number or boolean; "boolean": one of the last
 * - another string: the type of that name
 * - `["values", …]`: one of these
 * - `["list", element]`
 * - `["either", …]`: what fits any of these
 * - members by name, with `?` at the end if they may be missing; `*` is what every other name leads to
 */
export type Shape =
  | string
  | readonly ["values", ...(string | number | boolean)[]]
  | readonly ["list", Shape]
  | readonly ["either", ...Shape[]]
  | { readonly [name: string]: Shape };

/** Members of an object by name. */
export type Members = Readonly<Record<string, Shape>>;

/** Shapes of the arguments of components and functions, generated from their types. */
export interface ArgumentShapes {
  /** By the name of a class or function. */
  readonly arguments: Readonly<Record<string, Shape>>;
  /** Types that are named in shapes. */
  readonly types: Readonly<Record<string, Shape>>;
}
