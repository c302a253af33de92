/** How a type's resources are imported. */
export type ImportFormat = Importable | NotImportable;

interface Documented {
  /** The format, or the refusal, in the words of the SDK's documentation of the type. */
  readonly documented: string;
  /** Source of the wording if the installed SDK's documentation has none. */
  readonly source?: string;
}

/** A type whose ids follow from inputs. */
export interface Importable extends Documented {
  /**
   * The id, with inputs in braces: `{name}` is an input, `{metadata.name}` one inside another, `{#keyRing}` the id of
   * the resource that the input comes from. `{project}` and `{region}` default to the provider's.
   */
  readonly id: string;
  /** Where to find the id, or its parts, if the plan does not contain them. */
  readonly read: string;
  /** Whether creating an existing resource again changes nothing, so that no import is needed. Default false. */
  readonly repeatable?: true;
}

/** A type whose resources the plan cannot identify, or that need no import. */
export interface NotImportable extends Documented {
  readonly id: undefined;
  /** Why, and what to do instead. */
  readonly read: string;
}
