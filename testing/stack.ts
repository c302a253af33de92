import type { Graph, Node, Values } from "#graph/model";
import { indexGraph } from "#graph/query";
import { outputsOf } from "#graph/stacks";
import { RecordedResource } from "./resource.ts";
import { type ResourceQuery, select, selectOne } from "./select.ts";

/**
 * A recorded stack, to be asked about in a test. Any graph will do: one that `recordStack` made, several joined
 * ones, or that of an exported state.
 */
export class RecordedStack {
  /** The plain data behind it. */
  readonly graph: Graph;
  readonly #ancestors: (node: Node) => readonly Node[];
  readonly #resources: ReadonlyMap<string, RecordedResource>;

  constructor(graph: Graph) {
    this.graph = graph;
    const index = indexGraph(graph);
    const resourceOf = (urn: string) => this.#resources.get(urn);
    const childrenOf = (urn: string) => index.children(urn).flatMap((node) => resourceOf(node.urn) ?? []);
    this.#ancestors = ({ urn }) => index.ancestors(urn);
    this.#resources = new Map(
      graph.nodes.map((node) => [node.urn, new RecordedResource(node, { resourceOf, childrenOf })]),
    );
  }

  /**
   * Stack outputs: unknown values and secrets are the markers of `@strata-iac/strata/graph/model`.
   *
   * @throws StacksError when the graph holds several stacks: `graph.stacks` has the outputs of each
   */
  get outputs(): Values {
    return outputsOf(this.graph);
  }

  /**
   * The one resource or component that a query means.
   *
   * @throws Error when there is none, naming the nearest, or when there are several, naming them
   */
  resource(query: ResourceQuery): RecordedResource {
    return this.#wrap(selectOne(this.graph.nodes, query, this.#ancestors, "resource"));
  }

  /** All resources and components that a query means, in the order of construction; all without a query. */
  resources(query: ResourceQuery = {}): RecordedResource[] {
    return select(this.graph.nodes, query, this.#ancestors).map((node) => this.#wrap(node));
  }

  /**
   * The one component that a query means.
   *
   * @throws Error as {@link resource}
   */
  component(query: ResourceQuery): RecordedResource {
    const components = this.graph.nodes.filter(({ custom }) => !custom);
    return this.#wrap(selectOne(components, query, this.#ancestors, "component"));
  }

  #wrap(node: Node): RecordedResource {
    const resource = this.#resources.get(node.urn);
    if (!resource) {
      throw new Error(`${node.urn} is not in this stack`);
    }
    return resource;
  }
}
