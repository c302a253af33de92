import { LAYERS } from "#graph/layers";
import type { Graph, Node } from "#graph/model";
import { providerPackage } from "#graph/query";
import { STACK_TYPE, stackOf } from "#graph/stacks";
import type { Words } from "../words/row.ts";
import { optOutsOf, wordsOf } from "../words/words.ts";

/** A component with its metadata, its resources and the components below it. */
export interface ComponentView {
  readonly name: string;
  /** Class name, such as `Zone`. */
  readonly kind: string;
  readonly urn: string;
  /** Name of its stack, for top-level components of a joined graph. */
  readonly stack?: string;
  /** Its published facts, as rows. */
  readonly words: readonly Words[];
  /** Its opt-outs from secure defaults, as text. */
  readonly optOuts: readonly string[];
  readonly resources: readonly Node[];
  readonly components: readonly ComponentView[];
  /** Provider-managed resources here and below. */
  readonly count: number;
}

export interface LayerView {
  readonly layer: string;
  readonly components: readonly ComponentView[];
  readonly count: number;
}

export interface PlanModel {
  /** Layers in the order in which a request meets them, then whatever belongs to none. */
  readonly layers: readonly LayerView[];
  /** The stacks with their provider-managed resources. */
  readonly stacks: readonly (readonly [stack: string, count: number])[];
  /** Provider-managed resources by provider, most first. */
  readonly providers: readonly (readonly [provider: string, count: number])[];
  readonly total: number;
  readonly protected: readonly Node[];
  /** Existing resources that are only read. */
  readonly read: readonly Node[];
}

const OTHER = "other";

export function planModel(graph: Graph): PlanModel {
  const children = Map.groupBy(graph.nodes, (node) => node.parent);
  const stacks = graph.nodes.filter(({ type }) => type === STACK_TYPE);
  const top = stacks.flatMap(({ urn }) => componentsBelow(urn, children));
  const named = (view: ComponentView): ComponentView =>
    stacks.length > 1 ? { ...view, stack: stackOf(view.urn).stack } : view;
  const layers = Map.groupBy(
    top.map((node) => ({ layer: layerOf(node), view: named(componentView(node, children)) })),
    ({ layer }) => layer,
  );
  for (const { urn } of stacks) {
    const loose = resourcesBelow(urn, children).filter(isManaged);
    if (loose.length > 0) {
      const all = { resources: loose, count: loose.length };
      const view = named({ name: "stack", kind: "", urn, words: [], optOuts: [], components: [], ...all });
      layers.set(OTHER, [...(layers.get(OTHER) ?? []), { layer: OTHER, view }]);
    }
  }
  const managed = graph.nodes.filter(isManaged);
  const countOf = (stack: string) => managed.filter(({ urn }) => stackOf(urn).stack === stack).length;
  const byProvider = Map.groupBy(managed, (node) => providerPackage(node.type));
  return {
    layers: [...layers]
      .sort(([a], [b]) => rank(a) - rank(b) || a.localeCompare(b))
      .map(([layer, entries]) => ({
        layer,
        components: entries.map(({ view }) => view),
        count: entries.reduce((sum, { view }) => sum + view.count, 0),
      })),
    stacks: graph.stacks.map(({ stack }) => [stack, countOf(stack)] as const),
    providers: [...byProvider]
      .map(([name, nodes]) => [name, nodes.length] as const)
      .sort((a, b) => b[1] - a[1] || a[0].localeCompare(b[0])),
    total: managed.length,
    protected: managed.filter((node) => node.protect),
    read: managed.filter((node) => node.read),
  };
}

/** URN to the nodes whose parent it is. */
type Children = ReadonlyMap<string | undefined, readonly Node[]>;

/** The resources of a component, or of the stack. A resource may have children, which are listed beside it. */
function resourcesBelow(urn: string, children: Children): Node[] {
  return (children.get(urn) ?? [])
    .filter(({ custom }) => custom)
    .flatMap((node) => [node, ...resourcesBelow(node.urn, children)]);
}

/** The components below a node, without those below another; a resource may have some, too. */
function componentsBelow(urn: string, children: Children): Node[] {
  return (children.get(urn) ?? []).flatMap((node) =>
    node.custom ? componentsBelow(node.urn, children) : [node],
  );
}

function componentView(node: Node, children: Children): ComponentView {
  const components = componentsBelow(node.urn, children).map((child) => componentView(child, children));
  const managed = resourcesBelow(node.urn, children).filter(isManaged);
  return {
    name: node.name,
    kind: node.type.split(":").at(-1) ?? node.type,
    urn: node.urn,
    words: wordsOf(node),
    optOuts: optOutsOf(node),
    resources: managed,
    components,
    count: managed.length + components.reduce((sum, { count }) => sum + count, 0),
  };
}

function layerOf(node: Node): string {
  const [project, layer] = node.type.split(":");
  return project === "strata" && layer ? layer : OTHER;
}

function rank(layer: string): number {
  const index = (LAYERS as readonly string[]).indexOf(layer);
  return index < 0 ? LAYERS.length : index;
}

/** Neither a component nor the engine's own: a provider, or a reference to another stack. */
function isManaged(node: Node): boolean {
  return node.custom && !node.type.startsWith("pulumi:");
}
