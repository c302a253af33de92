import { type Graph, isUnknown, type Node, type Values } from "#graph/model";
import { STACK_TYPE } from "#graph/stacks";
import { type Derived, ImportIds, type KnownIds } from "./derive.ts";

/** One resource of a file for `pulumi import --file`. Source: Pulumi CLI, bulk import. */
export interface ImportSpec {
  readonly type: string;
  /** Unique in the file; what `parent` and `provider` refer to. */
  readonly name: string;
  /** The resource's own name, if another one in the file has the same. */
  readonly logicalName?: string;
  readonly id?: string;
  readonly parent?: string;
  readonly provider?: string;
  readonly version?: string;
  /** Configuration of a provider, which is created rather than read. */
  readonly inputs?: Values;
  readonly component?: true;
}

/** The format of `pulumi import --file`. */
export interface ImportFile {
  /** URNs of what is in the state already and is referred to. */
  readonly nameTable?: Readonly<Record<string, string>>;
  readonly resources: readonly ImportSpec[];
}

/** A resource that is not in the file, and why. */
export interface LeftOut {
  readonly node: Node;
  readonly reason: string;
}

export interface ImportPlan {
  readonly file: ImportFile;
  /** Resources that the file imports, with their ids. */
  readonly imported: readonly { readonly node: Node; readonly id: string }[];
  readonly left: readonly LeftOut[];
}

export interface ImportOptions extends KnownIds {
  /** Which resources to look at. */
  readonly wanted: (node: Node) => boolean;
  /** Whether the state holds the cluster and its provider already, so that what runs in it can be imported. */
  readonly clusterReady: boolean;
}

/** Works out what of a plan can be imported, with the parents and providers that make its URNs the plan's. */
export function planImport(graph: Graph, options: ImportOptions): ImportPlan {
  const nodes = new Map(graph.nodes.map((node) => [node.urn, node]));
  const ids = new ImportIds(graph, options);
  const imported: { node: Node; id: string }[] = [];
  const left: LeftOut[] = [];
  for (const node of graph.nodes.filter((each) => isManaged(each) && options.wanted(each))) {
    const parent = nodes.get(node.parent ?? "");
    const below = parent?.custom === true && !imported.some((each) => each.node === parent);
    const derived = below
      ? { reason: `child of ${parent.name}, which is not imported` }
      : (refuse(node, nodes, options) ?? ids.of(node));
    if ("id" in derived) {
      imported.push({ node, id: derived.id });
    } else {
      left.push({ node, reason: derived.reason });
    }
  }
  return { file: writeFile(graph, nodes, imported), imported, left };
}

function refuse(
  node: Node,
  nodes: ReadonlyMap<string, Node>,
  { clusterReady }: ImportOptions,
): Extract<Derived, { reason: string }> | undefined {
  if (node.read) {
    return { reason: "read-only, nothing to import" };
  }
  const provider = nodes.get(node.provider ?? "");
  return provider && isLate(provider) && !clusterReady
    ? {
        reason:
          "runs in the cluster, whose provider must be in the state first: import or create the cluster, then run this again with --cluster-ready",
      }
    : undefined;
}

function writeFile(
  graph: Graph,
  nodes: ReadonlyMap<string, Node>,
  imported: readonly { readonly node: Node; readonly id: string }[],
): ImportFile {
  const idOf = new Map(imported.map(({ node, id }) => [node.urn, id]));
  const needed = new Set<string>();
  const need = (urn: string | undefined): void => {
    const node = nodes.get(urn ?? "");
    // The stack itself is no parent that a file names.
    if (node && node.type !== STACK_TYPE && !needed.has(node.urn)) {
      needed.add(node.urn);
      need(node.parent);
      need(node.provider);
    }
  };
  for (const { node } of imported) {
    need(node.urn);
  }
  const members = graph.nodes.filter(({ urn }) => needed.has(urn));
  const names = uniqueNames(members);
  const resources: ImportSpec[] = [];
  const nameTable: Record<string, string> = {};
  for (const node of members) {
    const name = names.get(node.urn) ?? node.name;
    const id = idOf.get(node.urn);
    const common = {
      type: node.type,
      name,
      ...(name === node.name ? {} : { logicalName: node.name }),
      ...reference("parent", names.get(node.parent ?? "")),
    };
    if (id !== undefined) {
      const version = nodes.get(node.provider ?? "")?.settings.version;
      resources.push({
        ...common,
        id,
        ...reference("provider", names.get(node.provider ?? "")),
        ...reference("version", version),
      });
    } else if (!node.custom) {
      resources.push({ ...common, component: true });
    } else if (isProvider(node) && !isLate(node)) {
      resources.push({ ...common, ...reference("version", node.settings.version), inputs: node.inputs });
    } else {
      nameTable[name] = node.urn;
    }
  }
  return { ...(Object.keys(nameTable).length > 0 ? { nameTable } : {}), resources };
}

/** Logical names if unique, otherwise with the type's last part, as in the CLI's import files. */
function uniqueNames(members: readonly Node[]): ReadonlyMap<string, string> {
  const names = new Map<string, string>();
  for (const group of Map.groupBy(members, ({ name }) => name).values()) {
    const kinds = Map.groupBy(group, ({ type }) => type.split(":").at(-1) ?? type);
    for (const [kind, same] of kinds) {
      for (const [index, { urn, name }] of same.entries()) {
        const ending = group.length === 1 ? "" : `${kind}${index === 0 ? "" : index + 1}`;
        names.set(urn, `${name}${ending}`);
      }
    }
  }
  return names;
}

function reference<Key extends string>(key: Key, value: string | undefined): { [K in Key]?: string } {
  return value === undefined ? {} : ({ [key]: value } as { [K in Key]?: string });
}

function isManaged(node: Node): boolean {
  return node.custom && !isProvider(node);
}

function isProvider({ type }: Node): boolean {
  return type.startsWith("pulumi:providers:");
}

/** A provider that is configured by what another resource answers. */
function isLate(provider: Node): boolean {
  return Object.values(provider.inputs).some(isUnknown);
}
