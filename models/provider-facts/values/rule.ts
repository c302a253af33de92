import type { FormatName } from "./formats.ts";

/** The values that a provider accepts at one path; a rule that is absent allows everything. */
export interface ValueRule {
  readonly enum?: readonly (string | number | boolean)[];
  /** Whether the provider accepts other letter cases of `enum`. */
  readonly ignoreCase?: boolean;
  readonly min?: number;
  readonly exclusiveMin?: number;
  readonly max?: number;
  /** Allowed ranges of a number, inclusive; any of them. */
  readonly ranges?: readonly (readonly [least: number, most: number])[];
  readonly minLength?: number;
  readonly maxLength?: number;
  readonly minItems?: number;
  readonly maxItems?: number;
  /** Regular expression that is searched in the text. */
  readonly pattern?: string;
  readonly format?: FormatName;
  /** Values that the other rules would allow. */
  readonly not?: readonly (string | number)[];
  /** Whether the empty text is accepted besides. */
  readonly orEmpty?: boolean;
  /** Any of these. */
  readonly anyOf?: readonly ValueRule[];
  /** Keys of a map: their number, and what each may be. */
  readonly maxKeys?: number;
  readonly keyPattern?: string;
  readonly keys?: ValueRule;
}

/** Paths on which a path depends, and the values that they must have. */
export type Condition = Readonly<Record<string, readonly (string | number | boolean | null)[]>>;

/** What a provider refuses before it calls an API. Paths as in `rules[].actionParameters`, `labels{}`. */
export interface TypeRules {
  readonly props?: Readonly<Record<string, ValueRule>>;
  /** Groups of paths of which exactly one is given, wherever the block that contains them is given. */
  readonly exactlyOneOf?: readonly (readonly string[])[];
  readonly atLeastOneOf?: readonly (readonly string[])[];
  /** Paths that exclude others. */
  readonly conflictsWith?: Readonly<Record<string, readonly string[]>>;
  /** Paths that need others. */
  readonly requiredWith?: Readonly<Record<string, readonly string[]>>;
  /** Paths that are allowed only if other paths have one of these values. */
  readonly onlyWhen?: Readonly<Record<string, Condition>>;
  /** The same, but the other path may also be absent. */
  readonly onlyWhenNullOr?: Readonly<Record<string, Condition>>;
  /** Paths that are required if other paths have one of these values. */
  readonly requiredWhen?: Readonly<Record<string, Condition>>;
  /** Of a zone setting: allowed values by setting, or the kind of value. */
  readonly valuesBySetting?: Readonly<Record<string, readonly (string | number)[] | object>>;
}
