import resources from "./resources.json" with { type: "json" };

/**
 * What the cloud does with a resource's properties, which the SDKs' types do not say. Paths are written as in
 * `nodeConfig.taints[].key`: `[]` stands for any element of a list, `{}` for any value of a map.
 */
export interface Facts {
  /** Name of the Terraform resource behind it; null for Kubernetes and for kinds of Pulumi's own. */
  readonly tf: string | null;
  /** Must be given; a nested one when its parent is. */
  readonly required: readonly string[];
  /** A change at one of these paths, or anywhere below it, replaces the resource. */
  readonly replace: readonly string[];
  /** Blocks whose adding, removing or number replaces, while their fields follow their own entries. */
  readonly replaceSelf?: readonly string[];
  /** Path to the condition, in words, under which a change replaces. */
  readonly replaceIf?: Readonly<Record<string, string>>;
  /** Set by the provider only, whole subtrees. */
  readonly computed: readonly string[];
  /** Settable, else filled in by the provider; to remove one usually changes nothing. */
  readonly optComputed?: readonly string[];
  readonly sensitive: readonly string[];
  /** Properties newer than the source that was read: whether they replace is not known. */
  readonly unknown?: readonly string[];
  /** Properties that Pulumi fills with a generated name when the program gives none. */
  readonly autoName?: readonly string[];
  /** Whether every replacement deletes first. */
  readonly deleteBeforeReplace?: boolean;
  /** "no-op" where destroying leaves the object as it is. */
  readonly delete?: string;
  /** Source of an entry that was added by hand, after the others were generated. */
  readonly added?: string;
}

/** Where a package's facts come from. */
export interface FactsSource {
  /** Version of the npm package that names and types were matched with. */
  readonly npm: string;
  /** Repository and version or commit of the provider's source. */
  readonly source: string;
  /** Where the mapping of names was read. */
  readonly names: string;
}

/** The day on which the table was made, such as `2026-11-21`. */
export const FACTS_DATE: string = resources.generated;

/** Source of the facts by Pulumi package. */
export const FACTS_SOURCES: Readonly<Record<string, FactsSource>> = resources.providers;

const TABLE: Readonly<Record<string, Facts>> = resources.types;
const ANY_KUBERNETES = "kubernetes:*";

/** Type tokens with facts of their own, sorted. */
export function typesWithFacts(): string[] {
  return Object.keys(TABLE)
    .filter((type) => type !== ANY_KUBERNETES)
    .sort();
}

/**
 * Facts of a resource type, by its token. Kubernetes kinds without rules of their own, custom resources among
 * them, share those of every kind. Undefined for components, providers and types that the table leaves out.
 */
export function factsOf(type: string): Facts | undefined {
  return TABLE[type] ?? (isKubernetes(type) ? TABLE[ANY_KUBERNETES] : undefined);
}

function isKubernetes(type: string): boolean {
  return type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh/");
}
