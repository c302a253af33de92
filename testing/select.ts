import { distance } from "fastest-levenshtein";
import type { Node } from "#graph/model";

/** What is looked for; every part given has to hold. */
export interface ResourceQuery {
  /**
   * Type token such as `kubernetes:apps/v1:Deployment`, or its end from a colon or slash on: `apps/v1:Deployment`,
   * `Deployment`.
   */
  readonly type?: string;
  /** Logical name. */
  readonly name?: string;
  /** Logical name or URN of the direct parent. */
  readonly parent?: string;
  /** Logical name or URN of a resource around it, at any depth. */
  readonly within?: string;
}

/** The ancestors of a node, its parent first. */
export type Ancestors = (node: Node) => readonly Node[];

/** The nodes that a query means, in their order. */
export function select(nodes: readonly Node[], query: ResourceQuery, ancestors: Ancestors): Node[] {
  const { type, name, parent, within } = query;
  return nodes.filter(
    (node) =>
      (type === undefined || hasType(node, type)) &&
      (name === undefined || node.name === name) &&
      (parent === undefined || isNamed(ancestors(node)[0], parent)) &&
      (within === undefined || ancestors(node).some((above) => isNamed(above, within))),
  );
}

/**
 * The one node that a query means.
 *
 * @param kind of what is looked for, for the error, such as `component`
 * @throws Error when there is none, naming the nearest, or when there are several, naming all
 */
export function selectOne(
  nodes: readonly Node[],
  query: ResourceQuery,
  ancestors: Ancestors,
  kind: string,
): Node {
  const found = select(nodes, query, ancestors);
  const [node] = found;
  if (node && found.length === 1) {
    return node;
  }
  const place = (each: Node) => {
    const [parent] = ancestors(each);
    return parent?.parent === undefined ? describe(each) : `${describe(each)} in ${describe(parent)}`;
  };
  if (node) {
    throw new Error(
      `found ${found.length} ${kind}s ${inWords(query)}, expected one: ${some(found.map(place))}; add type, name, parent or within`,
    );
  }
  const near = nearest(nodes, query, ancestors).map(place);
  throw new Error(`no ${kind} ${inWords(query)}; nearest: ${near.length > 0 ? some(near) : "none"}`);
}

/** A resource in words, such as `Deployment "web"`. */
export function describe({ type, name }: Pick<Node, "type" | "name">): string {
  return `${lastOf(type)} "${name}"`;
}

/** How many candidates an error lists. */
const SHOWN = 5;

function some(candidates: readonly string[]): string {
  const more = candidates.length - SHOWN;
  return [...candidates.slice(0, SHOWN), ...(more > 0 ? [`and ${more} more`] : [])].join(", ");
}

/** The nodes that miss the query by least: a misspelled name or type, or another parent. */
function nearest(nodes: readonly Node[], query: ResourceQuery, ancestors: Ancestors): Node[] {
  const { type, name, parent, within } = query;
  const scored = nodes.map((node) => {
    const above = ancestors(node);
    const far =
      (name === undefined ? 0 : distance(node.name, name)) +
      (type === undefined || hasType(node, type) ? 0 : 2 + distance(lastOf(node.type), lastOf(type))) +
      (parent === undefined || isNamed(above[0], parent) ? 0 : 2) +
      (within === undefined || above.some((each) => isNamed(each, within)) ? 0 : 2);
    return { node, far };
  });
  return scored
    .sort((left, right) => left.far - right.far)
    .slice(0, SHOWN)
    .map(({ node }) => node);
}

function hasType(node: Node, type: string): boolean {
  return node.type === type || node.type.endsWith(`:${type}`) || node.type.endsWith(`/${type}`);
}

function isNamed(node: Node | undefined, nameOrUrn: string): boolean {
  return node?.name === nameOrUrn || node?.urn === nameOrUrn;
}

function lastOf(type: string): string {
  return type.split(":").at(-1) ?? type;
}

function inWords({ type, name, parent, within }: ResourceQuery): string {
  const parts = [
    ...(type === undefined ? [] : [`of type ${type}`]),
    ...(name === undefined ? [] : [`named "${name}"`]),
    ...(parent === undefined ? [] : [`whose parent is "${parent}"`]),
    ...(within === undefined ? [] : [`within "${within}"`]),
  ];
  return parts.length > 0 ? parts.join(" ") : "at all";
}
