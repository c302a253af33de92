import { type Graph, isRecord } from "#graph/model";

/** A published link between two named things. */
export interface TopologyLink {
  readonly from: string;
  readonly to: string;
}

/** Links that components published, in the order of the graph, each pair once. */
export function publishedLinks(graph: Graph): TopologyLink[] {
  const found = new Map<string, TopologyLink>();
  for (const { published, urn } of graph.nodes) {
    // Scrapes are no part of a request's path; a URN names the types of all components around.
    if (urn.includes("strata:observability:") || !Array.isArray(published?.["links"])) {
      continue;
    }
    for (const link of published["links"]) {
      if (isRecord(link) && typeof link["from"] === "string" && typeof link["to"] === "string") {
        const { from, to } = link;
        found.set(`${from} ${to}`, { from, to });
      }
    }
  }
  return [...found.values()];
}

/**
 * Links of a request's path: those published, and from the edge to what it reaches by address: a load balancer,
 * or else whatever stands in the ingress layer.
 */
export function requestLinks(graph: Graph): TopologyLink[] {
  const links = publishedLinks(graph);
  const namesIn = (layer: string) =>
    graph.nodes.filter(({ type }) => type.startsWith(`strata:${layer}:`)).map(({ name }) => name);
  const [edge] = namesIn("edge");
  const entrances = [...namesIn("network"), ...namesIn("ingress")].filter(
    (name) => links.some(({ from }) => from === name) && !links.some(({ to }) => to === name),
  );
  return edge ? [...entrances.map((to) => ({ from: edge, to })), ...links] : links;
}

const ARROW = " ─▶ ";

/**
 * Draws the path of a request as text: what is called first stands left; a thing drawn once is only named
 * where it is met again. What nobody calls and users do not meet, such as a worker, has a line of its own.
 */
export function drawTopology(links: readonly TopologyLink[]): string[] {
  const called = new Set(links.map(({ to }) => to));
  const [first, ...others] = [...new Set(links.map(({ from }) => from))].filter((name) => !called.has(name));
  const drawn = new Set<string>();
  const draw = (name: string): string[] => {
    const next = drawn.has(name) ? [] : links.filter(({ from }) => from === name).map(({ to }) => to);
    drawn.add(name);
    return joinBranches(
      name,
      next.map((to) => draw(to)),
    );
  };
  const path = joinBranches("user", first === undefined ? [] : [draw(first)]);
  return [...path, ...others.flatMap((name) => draw(name))];
}

function joinBranches(name: string, branches: readonly string[][]): string[] {
  const [first, ...rest] = branches;
  if (!first) {
    return [name];
  }
  const indent = " ".repeat(name.length);
  const lines = first.map((line, index) =>
    index === 0 ? `${name}${ARROW}${line}` : `${indent}${rest.length > 0 ? " │  " : "    "}${line}`,
  );
  for (const [index, branch] of rest.entries()) {
    const last = index === rest.length - 1;
    lines.push(
      ...branch.map((line, row) =>
        row === 0 ? `${indent} ${last ? "└" : "├"}▶ ${line}` : `${indent}${last ? "    " : " │  "}${line}`,
      ),
    );
  }
  return lines;
}
