import {
  isAsset,
  isSecret,
  isUnknown,
  type Node,
  type ResourceSettings,
  type Value,
  type Values,
} from "#graph/model";
import { valueAt } from "./path.ts";
import { describe } from "./select.ts";

/** Lookup of related resources. */
interface ResourceLookup {
  resourceOf(urn: string): RecordedResource | undefined;
  childrenOf(urn: string): readonly RecordedResource[];
}

/** Options of a resource as sent to the engine; absent means the engine's default. */
export interface RecordedOptions extends ResourceSettings {
  readonly protect: boolean;
  /** URN of its provider; undefined for components, for providers, and for default providers. */
  readonly provider: string | undefined;
  /** URNs of the provider-managed resources it depends on, through `dependsOn` or an input; sorted. */
  readonly dependsOn: readonly string[];
}

/** A resource or component of a recorded stack. */
export class RecordedResource {
  /** The plain data behind it. */
  readonly node: Node;
  readonly #lookup: ResourceLookup;

  constructor(node: Node, lookup: ResourceLookup) {
    this.node = node;
    this.#lookup = lookup;
  }

  get urn(): string {
    return this.node.urn;
  }

  /** Type token, such as `kubernetes:apps/v1:Deployment`. */
  get type(): string {
    return this.node.type;
  }

  /** Logical name. */
  get name(): string {
    return this.node.name;
  }

  /** All inputs: unknown values and secrets are the markers of `@strata-iac/strata/graph/model`. */
  get inputs(): Values {
    return this.node.inputs;
  }

  /** The outputs that a component passed to `registerOutputs`; empty for other resources. */
  get published(): Values {
    return this.node.published ?? {};
  }

  get options(): RecordedOptions {
    const { protect, provider, dependencies, settings } = this.node;
    return { ...settings, protect, provider, dependsOn: dependencies };
  }

  get parent(): RecordedResource | undefined {
    return this.#lookup.resourceOf(this.node.parent ?? "");
  }

  /** In the order of construction. */
  get children(): readonly RecordedResource[] {
    return this.#lookup.childrenOf(this.urn);
  }

  /** Whether the value of a top-level input comes from another resource, known or not. */
  uses(input: string, other: RecordedResource): boolean {
    return this.node.propertyDependencies[input]?.includes(other.urn) ?? false;
  }

  /**
   * The input at a path such as `spec.containers[0].image` or `metadata.labels["app.kubernetes.io/name"]`;
   * undefined where the program gives none, `UNKNOWN` and `SECRET` where only those can be told.
   */
  input(path: string): Value | undefined {
    return valueAt(this.node.inputs, path);
  }

  /** @throws Error unless the input is a known string */
  string(path: string): string {
    const value = this.input(path);
    return typeof value === "string" ? value : this.#refuse(path, value, "a string");
  }

  /** @throws Error unless the input is a known number */
  number(path: string): number {
    const value = this.input(path);
    return typeof value === "number" ? value : this.#refuse(path, value, "a number");
  }

  /** @throws Error unless the input is a known boolean */
  boolean(path: string): boolean {
    const value = this.input(path);
    return typeof value === "boolean" ? value : this.#refuse(path, value, "true or false");
  }

  /** @throws Error unless the input is a known list */
  list(path: string): readonly Value[] {
    const value = this.input(path);
    return Array.isArray(value) ? value : this.#refuse(path, value, "a list");
  }

  /** Whether the input, or what it is part of, is only known after deployment. */
  isUnknown(path: string): boolean {
    return isUnknown(this.input(path));
  }

  /** Whether the input, or what it is part of, is a secret. */
  isSecret(path: string): boolean {
    return isSecret(this.input(path));
  }

  #refuse(path: string, found: Value | undefined, expected: string): never {
    throw new Error(`${describe(this.node)}: ${path} is ${kindOf(found)}, expected ${expected}`);
  }
}

function kindOf(value: Value | undefined): string {
  if (value === undefined) {
    return "not given";
  }
  if (isUnknown(value)) {
    return "unknown until apply";
  }
  if (isSecret(value)) {
    return "a secret";
  }
  if (isAsset(value)) {
    return "an asset";
  }
  const text = JSON.stringify(value);
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
