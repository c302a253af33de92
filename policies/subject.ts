import { type Graph, type Node, UNKNOWN } from "../graph/model.ts";
import { Property } from "./property.ts";

/** What the rules of a stack read: nodes of a recorded graph, or what the engine hands to a policy pack. */
export type Subjects = Pick<Graph, "nodes">;

/** A resource as rules see it: who it is in plain, its inputs only through {@link Property}. */
export class Subject {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent: string | undefined;
  readonly provider: string | undefined;
  readonly dependencies: readonly string[];
  readonly protect: boolean;
  /** True when a provider manages it, false for a component. */
  readonly custom: boolean;
  /** Provider id of a resource that exists already and is only read, if the program states it. */
  readonly id: string | undefined;
  readonly #node: Node;

  constructor(node: Node) {
    this.urn = node.urn;
    this.type = node.type;
    this.name = node.name;
    this.parent = node.parent;
    this.provider = node.provider;
    this.dependencies = node.dependencies;
    this.protect = node.protect;
    this.custom = node.custom;
    this.id = typeof node.read?.id === "string" ? node.read.id : undefined;
    this.#node = node;
  }

  /** The input at a dotted path, such as `spec.template.spec`. */
  at(path: string): Property {
    return this.inputs().at(path);
  }

  /** All inputs. */
  inputs(): Property {
    // What is only read has its properties in the cloud.
    return new Property("", this.#node.read ? UNKNOWN : this.#node.inputs);
  }

  /** Whether the value of an input came from the other resource, known or not. */
  uses(input: string, other: Subject): boolean {
    return this.#node.propertyDependencies[input]?.includes(other.urn) ?? false;
  }

  /** Whether it was made inside a component of this layer; the URN tells the types of all parents. */
  inLayer(layer: string): boolean {
    return (this.urn.split("::")[2] ?? "").includes(`strata:${layer}:`);
  }
}

/** All resources of a stack, for rules that look at more than one. */
export class Stack {
  readonly subjects: readonly Subject[];
  readonly #byType = new Map<string, Subject[]>();
  readonly #byUrn = new Map<string, Subject>();
  readonly #indexes = new Map<object, unknown>();

  constructor({ nodes }: Subjects) {
    this.subjects = nodes.map((node) => new Subject(node));
    for (const subject of this.subjects) {
      this.#byUrn.set(subject.urn, subject);
      const same = this.#byType.get(subject.type);
      if (same) {
        same.push(subject);
      } else {
        this.#byType.set(subject.type, [subject]);
      }
    }
  }

  ofType(...types: readonly string[]): readonly Subject[] {
    return types.flatMap((type) => this.#byType.get(type) ?? []);
  }

  byUrn(urn: string | undefined): Subject | undefined {
    return urn === undefined ? undefined : this.#byUrn.get(urn);
  }

  /** What `build` makes of the stack, made once however many resources a rule asks for. */
  index<T>(build: (stack: Stack) => T): T {
    if (!this.#indexes.has(build)) {
      this.#indexes.set(build, build(this));
    }
    return this.#indexes.get(build) as T;
  }
}
