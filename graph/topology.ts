import { type Clusters, indexClusters, sameCluster, type UndecidedInput } from "./clusters.ts";
import type { Graph, Node } from "./model.ts";
import { describe, Endpoints, stackOf, type TopologyEndpoint } from "./topology/endpoints.ts";
import {
  type PublishedAt,
  type PublishedEndpoint,
  type PublishedLink,
  readPublished,
  type UnreadableEnd,
} from "./topology/published.ts";

export type { TopologyEndpoint } from "./topology/endpoints.ts";
export type { Connection, PublishedAt, PublishedLink, UnreadableEnd } from "./topology/published.ts";

/** A connection whose two ends are in the graph. */
export interface TopologyLink {
  /** The caller. */
  readonly from: Node;
  readonly to: TopologyEndpoint;
  /** Id of the caller's cluster; undefined outside of clusters. */
  readonly fromCluster: string | undefined;
  /** As it is published: port and protocol as the caller knows them, purpose, group. */
  readonly link: PublishedLink;
}

/** A connection with an end in a stack or a namespace that the graph does not show. */
export interface OutsideLink {
  /** The caller; undefined when it is the end outside. */
  readonly from: Node | undefined;
  readonly to: TopologyEndpoint | undefined;
  readonly link: PublishedLink;
}

export type ProblemKind = "dangling-link" | "cross-cluster-link" | "duplicate-endpoint";

/** Something that components can only get wrong together. */
export interface TopologyProblem extends PublishedAt {
  readonly kind: ProblemKind;
  readonly message: string;
}

/** Who reaches whom, in one stack or in several joined ones. @public */
export interface Topology {
  readonly endpoints: ReadonlyMap<string, TopologyEndpoint>;
  /** In the order of the graph. */
  readonly links: readonly TopologyLink[];
  readonly outside: readonly OutsideLink[];
  readonly problems: readonly TopologyProblem[];
  /** Ends that are known only after the deployment. */
  readonly unreadable: readonly UnreadableEnd[];
}

/** A topology that does not hold together, with every reason. */
export class TopologyError extends Error {
  readonly problems: readonly TopologyProblem[];

  constructor(problems: readonly TopologyProblem[]) {
    const lines = problems.map(({ publisher, message }) => `  ${describe(publisher)}: ${message}`);
    super(
      `${problems.length} ${problems.length === 1 ? "problem" : "problems"} in the topology:\n${lines.join("\n")}`,
    );
    this.name = "TopologyError";
    this.problems = problems;
  }
}

/**
 * Resolves what the components of a graph publish: every link to the endpoint that it leads to. Of two components of
 * which one contains the other, both of which publish a link, the outer one is the caller.
 */
export function resolveTopology({ nodes }: Pick<Graph, "nodes">): Topology {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const stacks = new Set(nodes.map(({ urn }) => stackOf(urn)));
  const clusters = indexClusters(nodes);
  const published = readPublished(nodes);
  const endpoints = new Endpoints(nodes, published.endpoints, clusters);
  const links = new Map<string, TopologyLink>();
  const outside: OutsideLink[] = [];
  const problems = duplicates(published.endpoints);
  const unreadable = [...published.unreadable];

  for (const link of outermost(published.links, byUrn)) {
    const { publisher, path, connection } = link;
    const problem = (kind: ProblemKind, message: string) => problems.push({ kind, publisher, path, message });
    const end = endpoints.resolve(link);
    const from = byUrn.get(link.from);
    if (end.kind === "undecided") {
      unreadable.push({ publisher, path: end.input, value: end.value });
    } else if (end.kind === "dangling") {
      problem("dangling-link", `the link to "${connection.name}" leads nowhere: ${end.because}`);
    } else if (!from && stacks.has(stackOf(link.from))) {
      problem("dangling-link", `the link to "${connection.name}" has no caller: there is no ${link.from}`);
    } else if (!from || end.kind === "outside") {
      outside.push({ from, to: end.kind === "endpoint" ? end.endpoint : undefined, link });
    } else {
      const resolved = { from, to: end.endpoint, fromCluster: clusters.of(from.urn), link };
      const key = `${link.from} ${end.endpoint.id} ${link.purpose}`;
      // Two hosts may lead to one service: that is one connection.
      links.set(key, links.get(key) ?? resolved);
      const crosses = crossesClusters(resolved, clusters);
      if (typeof crosses === "object") {
        unreadable.push({ publisher, path: crosses.input, value: crosses.value });
      } else if (crosses) {
        problem("cross-cluster-link", crossing(resolved));
      }
    }
  }
  return {
    endpoints: endpoints.byId,
    links: [...links.values()],
    outside,
    problems,
    unreadable,
  };
}

/** The topology of a graph that holds together. @throws TopologyError listing all that does not */
export function assertTopology(graph: Pick<Graph, "nodes">): Topology {
  const topology = resolveTopology(graph);
  if (topology.problems.length > 0) {
    throw new TopologyError(topology.problems);
  }
  return topology;
}

function duplicates(endpoints: readonly PublishedEndpoint[]): TopologyProblem[] {
  const first = new Map<string, Node>();
  return endpoints.flatMap(({ id, publisher, path, connection }): TopologyProblem[] => {
    const other = first.get(id);
    first.set(id, other ?? publisher);
    const message = `the endpoint "${connection.name}" has the id of one that ${other ? describe(other) : ""} publishes`;
    return other ? [{ kind: "duplicate-endpoint", publisher, path, message }] : [];
  });
}

/** Without what a component publishes of a connection that one around it publishes as its own. */
function outermost(links: readonly PublishedLink[], byUrn: ReadonlyMap<string, Node>): PublishedLink[] {
  const declared = new Set(links.map(({ from, to }) => `${from} ${to}`));
  return links.filter(({ from, to }) => {
    for (let at = byUrn.get(from)?.parent; at; at = byUrn.get(at)?.parent) {
      if (declared.has(`${at} ${to}`)) {
        return false;
      }
    }
    return true;
  });
}

/** Policies know the pods of their own cluster only; a host or an address is reached from anywhere. */
function crossesClusters(
  { fromCluster, to, link }: TopologyLink,
  clusters: Clusters,
): boolean | UndecidedInput {
  if (link.connection.peer["kind"] !== "pods" || fromCluster === undefined || to.cluster === undefined) {
    return false;
  }
  const same = sameCluster(clusters.identity(fromCluster), clusters.identity(to.cluster));
  return typeof same === "object" ? same : !same;
}

function crossing({ fromCluster, to, link }: TopologyLink): string {
  return `the link to "${link.connection.name}" goes to pods of another cluster: from ${fromCluster} to ${to.cluster}`;
}
