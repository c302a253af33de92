import { type Graph, isRecord, type Node, type Value, type Values } from "#graph/model";

/** What of a node matters to a rule besides its type and inputs. */
export interface NodeOptions {
  /** Default: the last part of the type. */
  readonly name?: string;
  readonly protect?: boolean;
  /** Default: the explicit provider of the type's package. */
  readonly provider?: string | undefined;
  /** Types of the components above it, outermost first, as the URN tells them. */
  readonly within?: readonly string[];
  readonly parent?: Node;
  /** Inputs whose values came from another node. */
  readonly uses?: Readonly<Record<string, Node>>;
  readonly read?: { readonly id: Value };
}

/** A node of a graph, written by hand. */
export function resource(type: string, inputs: Values, options: NodeOptions = {}): Node {
  const name = options.name ?? type.slice(type.lastIndexOf(":") + 1).toLowerCase();
  const custom = !type.startsWith("strata:");
  const uses = Object.entries(options.uses ?? {}).map(([input, node]) => [input, [node.urn]] as const);
  return {
    urn: `urn:pulumi:test::strata::${[...(options.within ?? []), type].join("$")}::${name}`,
    type,
    name,
    custom,
    parent: options.parent?.urn,
    provider: "provider" in options ? options.provider : custom ? providerOf(type) : undefined,
    dependencies: uses.flatMap(([, urns]) => urns).sort(),
    propertyDependencies: Object.fromEntries(uses),
    protect: options.protect ?? false,
    inputs,
    settings: {},
    published: undefined,
    read: options.read,
    source: undefined,
  };
}

export function providerOf(type: string): string {
  const [kind = ""] = type.split(":");
  return `urn:pulumi:test::strata::pulumi:providers:${kind}::${kind}`;
}

/** A graph of these nodes, below its stack. */
export function graphOf(nodes: readonly Node[]): Graph {
  const top = resource("pulumi:pulumi:Stack", {}, { name: "strata-test", provider: undefined });
  return {
    stacks: [{ project: "strata", stack: "test", outputs: {} }],
    nodes: [{ ...top, custom: false }, ...nodes],
  };
}

/**
 * A copy of a node with one input changed; undefined removes it.
 *
 * @param path dotted, with the index of a list's element as a name, one past the end to append:
 *   `spec.containers.0.image`
 */
export function changed(node: Node, path: string, value: Value | undefined): Node {
  return { ...node, inputs: put(node.inputs, path.split("."), value) as Values };
}

/** A copy with several inputs changed. */
export function changedAll(node: Node, changes: Readonly<Record<string, Value | undefined>>): Node {
  return Object.entries(changes).reduce((copy, [path, value]) => changed(copy, path, value), node);
}

/** Paths of everything in a value, in the form that {@link changed} takes. */
export function pathsIn(value: Value, prefix = ""): string[] {
  if (typeof value !== "object" || value === null || (!Array.isArray(value) && !isRecord(value))) {
    return [];
  }
  return Object.entries(value).flatMap(([key, member]) => {
    // A key with a dot cannot be told from a path; what lies above it is changed as a whole.
    return key.includes(".") ? [] : [prefix + key, ...pathsIn(member as Value, `${prefix}${key}.`)];
  });
}

function put(value: Value | undefined, path: readonly string[], to: Value | undefined): Value | undefined {
  const [key, ...rest] = path;
  if (key === undefined) {
    return to;
  }
  if (Array.isArray(value)) {
    const longer = Number(key) === value.length ? [...value, {}] : value;
    return longer.flatMap((item, index) => {
      const next = String(index) === key ? put(item, rest, to) : item;
      return next === undefined ? [] : [next];
    });
  }
  const { [key]: current, ...others } = isRecord(value) ? value : {};
  const next = put(current, rest, to);
  return next === undefined ? others : { ...others, [key]: next };
}
