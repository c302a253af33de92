import type { Input } from "@pulumi/pulumi";

/**
 * Fields of custom resources, declared once: the compiler checks a program's values against them, tests check its
 * objects against them, and custom resource definitions can be generated from them.
 */

/** The part of OpenAPI used in custom resource definitions. */
export interface Schema {
  readonly type?: "string" | "integer" | "boolean" | "object" | "array";
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly required?: readonly string[];
  readonly items?: Schema;
  readonly additionalProperties?: Schema;
  readonly enum?: readonly string[];
  readonly default?: string | number | boolean;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly "x-kubernetes-int-or-string"?: true;
}

/** A field of a custom resource: its schema for the API server, and its type in a program. */
export interface Field<T> {
  readonly schema: Schema;
  /** Whether an object without it is refused. */
  readonly required?: true;
  /** Never set: it only carries the type. */
  readonly $type?: T;
}

export type FieldType<F> = F extends Field<infer T> ? T : never;

type Fields = Readonly<Record<string, Field<unknown>>>;
type Required<F extends Fields> = {
  [Key in keyof F]: F[Key] extends { required: true } ? Key : never;
}[keyof F];

/** The type of an object with these fields: required fields must be set, others may be, unknown ones are refused. */
export type FieldTypes<F extends Fields> = {
  readonly [Key in Required<F>]: FieldType<F[Key]>;
} & { readonly [Key in Exclude<keyof F, Required<F>>]?: FieldType<F[Key]> };

export const text: Field<string> = { schema: { type: "string" } };
/** A string that may be known only after another resource is created. */
export const laterText: Field<Input<string>> = { schema: { type: "string" } };
export const flag: Field<boolean> = { schema: { type: "boolean" } };
export const integer: Field<number> = { schema: { type: "integer" } };
export const texts: Field<readonly string[]> = list(text);
export const integers: Field<readonly number[]> = list(integer);

/** A number or a string, such as a response code or "any". */
export const codes: Field<readonly (number | string)[]> = {
  schema: { type: "array", items: { "x-kubernetes-int-or-string": true } },
};

/** Strings by user-defined keys. */
export const textMap: Field<Readonly<Record<string, string>>> = {
  schema: { type: "object", additionalProperties: { type: "string" } },
};

export function oneOf<const T extends readonly string[]>(...values: T): Field<T[number]> {
  return { schema: { type: "string", enum: values } };
}

export function between(minimum: number, maximum?: number): Field<number> {
  return { schema: { type: "integer", minimum, ...(maximum === undefined ? {} : { maximum }) } };
}

/** A field that the API server fills in if it is omitted. */
export function withDefault<T extends string | number | boolean>(field: Field<T>, value: T): Field<T> {
  return { schema: { ...field.schema, default: value } };
}

export function required<T>(field: Field<T>): Field<T> & { readonly required: true } {
  return { ...field, required: true };
}

export function list<T>(items: Field<T>): Field<readonly T[]> {
  return { schema: { type: "array", items: items.schema } };
}

export function object<const F extends Fields>(fields: F): Field<FieldTypes<F>> {
  const entries = Object.entries(fields);
  const names = entries.flatMap(([name, field]) => (field.required ? [name] : []));
  return {
    schema: {
      type: "object",
      properties: Object.fromEntries(entries.map(([name, { schema }]) => [name, schema])),
      ...(names.length > 0 ? { required: names } : {}),
    },
  };
}
