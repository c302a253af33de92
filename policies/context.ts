import { type ClusterIdentity, clusterIdentity } from "#graph/clusters";
import { type Graph, type Node, type PlainSecret, UNKNOWN } from "#graph/model";
import { STACK_TYPE } from "#graph/stacks";
import { resolveTopology, type Topology } from "#graph/topology";
import { Property } from "./property.ts";
import { contentsOf, type Reading } from "./reading/readings.ts";

export type { Reading } from "./reading/readings.ts";

/** The source that rules read: nodes of a recorded graph, or what the engine passes to a policy pack. */
export type ResourceGraph = Pick<Graph, "nodes">;

/**
 * A resource as rules see it: its identity in plain text, its inputs only through {@link Property}.
 *
 * @public
 */
export class PolicyResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  /** True if a provider manages it, false for a component. */
  readonly custom: boolean;
  /** Secrets among its values that arrive in plain text. */
  readonly plainSecrets: readonly PlainSecret[];
  /** Whether secrets among its values appear in plain text, as in the engine. */
  readonly revealed: boolean;
  /** Provider id of an existing resource that is only read, if the program sets it. */
  readonly id: string | undefined;
  /** Whether it changes an object that exists elsewhere: inputs that it does not set are unknown. */
  readonly partial: boolean;
  readonly #node: Node;
  readonly #reading: Reading | undefined;

  /** @param reading the part or form of the inputs that rules read. Default: all of them, as they are */
  constructor(node: Node, reading?: Reading) {
    this.urn = node.urn;
    this.type = reading?.type ?? node.type;
    this.partial = reading?.partial ?? false;
    this.name = node.name;
    this.parent = node.parent;
    this.provider = node.provider;
    this.dependencies = node.dependencies;
    this.protect = node.protect;
    this.custom = node.custom;
    this.plainSecrets = node.plainSecrets ?? [];
    this.revealed = node.revealed ?? false;
    this.id = typeof node.read?.id === "string" ? node.read.id : undefined;
    this.#node = node;
    this.#reading = reading;
  }

  /** The input at a dotted path, such as `spec.template.spec`. */
  at(path: string): Property {
    return this.inputs().at(path);
  }

  /** What a component says about itself, such as `endpoints` and `links`; nothing for a provider's resource. */
  published(): Property {
    return new Property("", this.#node.published);
  }

  /** All inputs. */
  inputs(): Property {
    const { path = "", inputs } = this.#reading ?? {};
    // The properties of a resource that is only read are in the cloud.
    const value = this.#node.read ? UNKNOWN : (inputs ?? this.#node.inputs);
    return new Property(path, value, this.partial && !REPLACED.test(this.type));
  }

  /** Whether the value of an input comes from the other resource, known or not. */
  uses(input: string, other: PolicyResource): boolean {
    return this.#node.propertyDependencies[input]?.includes(other.urn) ?? false;
  }

  /** URNs of the resources that an input's value comes from. */
  originsOf(input: string): readonly string[] {
    return this.#node.propertyDependencies[input] ?? [];
  }

  /** Where the program constructs it, such as `infra/index.ts:12`; undefined if the source is not known. */
  get position(): string | undefined {
    const { source } = this.#node;
    return source && `${source.file}:${source.line}`;
  }

  /**
   * Whether an input is the same as that of another resource: it comes from the same resource, or has the same value.
   * Throws if neither can be decided.
   */
  isSameInput(input: string, other: PolicyResource): boolean {
    const [own, others] = [this.originsOf(input), other.originsOf(input)];
    if (own.length > 0 && others.length > 0) {
      return own.some((urn) => others.includes(urn));
    }
    const value = this.at(input).text();
    return value !== undefined && value === other.at(input).text();
  }

  /** Whether it was created inside a component of this layer; the URN contains the types of all parents. */
  inLayer(layer: string): boolean {
    return (this.urn.split("::")[2] ?? "").includes(`strata:${layer}:`);
  }
}

/** Kinds whose lists a patch replaces as a whole: nothing else is merged into them. Source: Kubernetes API reference. */
const REPLACED = /^kubernetes:rbac\.authorization\.k8s\.io\//;

/** A resource as rules read it; several for one that holds several objects, such as a list. @internal */
export function resourcesIn(node: Node): readonly PolicyResource[] {
  const contents = contentsOf(node);
  return contents
    ? contents.readings.map((reading) => new PolicyResource(node, reading))
    : [new PolicyResource(node)];
}

/** All resources of a stack, for rules that read more than one. */
export class PolicyContext {
  readonly resources: readonly PolicyResource[];
  /** The environment that the stack declares, such as `prod`; undefined if it declares none. */
  readonly environment: string | undefined;
  readonly #nodes: ReadonlyMap<string, Node>;
  readonly #byType = new Map<string, PolicyResource[]>();
  readonly #partial: readonly PolicyResource[];
  readonly #byUrn = new Map<string, PolicyResource>();
  #topology: Topology | undefined;
  readonly #clusters = new Map<string, ClusterIdentity>();
  readonly #indexes = new Map<object, unknown>();

  constructor({ nodes }: ResourceGraph, environment?: string) {
    this.environment = environment;
    this.#nodes = new Map(nodes.map((node) => [node.urn, node]));
    this.resources = nodes.flatMap(resourcesIn);
    this.#partial = this.resources.filter(({ partial }) => partial);
    for (const resource of this.resources) {
      this.#byUrn.set(resource.urn, resource);
      if (resource.partial) {
        continue;
      }
      const same = this.#byType.get(resource.type);
      if (same) {
        same.push(resource);
      } else {
        this.#byType.set(resource.type, [resource]);
      }
    }
  }

  /** Objects of these types, without those that only change another one. */
  ofType(...types: readonly string[]): readonly PolicyResource[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  /** What a rule over these types judges: objects, and changes of others. @internal */
  judgedBy(appliesTo: readonly string[] | "every resource"): readonly PolicyResource[] {
    if (appliesTo === "every resource") {
      return this.resources;
    }
    const changes = this.#partial.filter(({ type }) => appliesTo.includes(type));
    return changes.length > 0 ? [...this.ofType(...appliesTo), ...changes] : this.ofType(...appliesTo);
  }

  byUrn(urn: string | undefined): PolicyResource | undefined {
    return urn === undefined ? undefined : this.#byUrn.get(urn);
  }

  /**
   * A resource in words: its name, with the components that contain it, and where the program constructs the
   * outermost, such as `edge/edge-apex (stacks/shop/shop.ts:12)`.
   */
  describe(resource: PolicyResource): string {
    const path = [resource];
    for (let at = this.byUrn(resource.parent); at; at = this.byUrn(at.parent)) {
      path.unshift(at);
    }
    const names = path.filter(({ type }) => type !== STACK_TYPE).map(({ name }) => name);
    const position = path.find((each) => each.position !== undefined)?.position;
    return names.join("/") + (position === undefined ? "" : ` (${position})`);
  }

  /** Who reaches whom, resolved once. */
  get topology(): Topology {
    this.#topology ??= resolveTopology({ nodes: [...this.#nodes.values()] });
    return this.#topology;
  }

  /** The cluster that an object lies in; undefined for what has no provider. */
  clusterOf({ provider }: PolicyResource): ClusterIdentity | undefined {
    if (provider === undefined) {
      return undefined;
    }
    const cluster = this.#clusters.get(provider) ?? clusterIdentity(provider, this.#nodes.get(provider));
    this.#clusters.set(provider, cluster);
    return cluster;
  }

  /** The result of `build` on the stack, computed once regardless of the number of resources. */
  index<T>(build: (stack: PolicyContext) => T): T {
    if (!this.#indexes.has(build)) {
      this.#indexes.set(build, build(this));
    }
    return this.#indexes.get(build) as T;
  }
}
