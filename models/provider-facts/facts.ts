import resources from "./resources.json" with { type: "json" };

/**
 * How the cloud treats a resource's properties, which the SDKs' types do not express. Paths are written as in
 * `nodeConfig.taints[].key`: `[]` is any element of a list, `{}` any value of a map.
 */
export interface Facts {
  /** Name of the Terraform resource behind it; null for Kubernetes and for Pulumi's own types. */
  readonly tf: string | null;
  /** Required properties; a nested one is required if its parent is set. */
  readonly required: readonly string[];
  /** A change at one of these paths, or anywhere below it, replaces the resource. */
  readonly replace: readonly string[];
  /** Blocks whose addition, removal or count replaces the resource, while their fields have separate entries. */
  readonly replaceSelf?: readonly string[];
  /** Path to a description of the condition under which a change replaces the resource. */
  readonly replaceIf?: Readonly<Record<string, string>>;
  /** Set by the provider only, whole subtrees. */
  readonly computed: readonly string[];
  /** Optional, and otherwise filled in by the provider; removing one usually changes nothing. */
  readonly optComputed?: readonly string[];
  readonly sensitive: readonly string[];
  /** Properties newer than the analyzed source: whether they replace the resource is unknown. */
  readonly unknown?: readonly string[];
  /** Properties that Pulumi fills with a generated name by default. */
  readonly autoName?: readonly string[];
  /** Whether every replacement deletes first. */
  readonly deleteBeforeReplace?: boolean;
  /** "no-op" where destroying leaves the object as it is. */
  readonly delete?: string;
  /** Source of an entry that was added manually, after the others were generated. */
  readonly added?: string;
}

/** The source of a package's facts. */
export interface FactsSource {
  /** Version of the npm package with which names and types were matched. */
  readonly npm: string;
  /** Repository and version or commit of the provider's source. */
  readonly source: string;
  /** Source of the mapping of names. */
  readonly names: string;
}

/** The day on which the table was generated, such as `2026-11-21`. */
export const FACTS_DATE: string = resources.generated;

/** Source of the facts by Pulumi package. */
export const FACTS_SOURCES: Readonly<Record<string, FactsSource>> = resources.providers;

const TABLE: Readonly<Record<string, Facts>> = resources.types;
const ANY_KUBERNETES = "kubernetes:*";

/** Type tokens with specific facts, sorted. */
export function typesWithFacts(): string[] {
  return Object.keys(TABLE)
    .filter((type) => type !== ANY_KUBERNETES)
    .sort();
}

/**
 * Facts of a resource type, by its token. Kubernetes kinds without specific rules, including custom resources, share
 * the rules of every kind. Undefined for components, providers and types missing from the table.
 */
export function factsOf(type: string): Facts | undefined {
  return TABLE[type] ?? (isKubernetes(type) ? TABLE[ANY_KUBERNETES] : undefined);
}

function isKubernetes(type: string): boolean {
  return type.startsWith("kubernetes:") && !type.startsWith("kubernetes:helm.sh/");
}
