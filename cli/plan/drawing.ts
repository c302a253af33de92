import type { Graph, Node } from "#graph/model";
import type { Topology, TopologyLink } from "#graph/topology";
import { labelNodes } from "./node-labels.ts";

/** A line of the picture. */
export interface DrawnLink {
  /** Keys of both ends. */
  readonly from: string;
  readonly to: string;
  /** What the caller uses of the other. */
  readonly roles?: readonly string[];
}

/** The path of a request, ready to be drawn. */
export interface Drawing {
  readonly links: readonly DrawnLink[];
  /** Keys of what visitors meet first. */
  readonly entrances: readonly string[];
  /** By key; a key without one is its own label. */
  readonly labels?: ReadonlyMap<string, string>;
}

/**
 * The part of a topology on the path of a request: everything but scrapes, by the owners of the endpoints. The members
 * of a group of endpoints are one.
 */
export function requestDrawing(graph: Graph, { endpoints, links, outside }: Topology): Drawing {
  const requests = links.filter(({ link }) => link.purpose === "request");
  const visited = [...endpoints.values()].flatMap((each) => (each.public && each.owner ? [each.owner] : []));
  const owners = requests.flatMap(({ from, to }) => (to.owner ? [from, to.owner] : [from]));
  const labels = new Map(labelNodes([...visited, ...owners], graph));
  const { groupOf, memberOf } = groupsIn(requests, labels);

  const drawn = new Map<string, DrawnLink & { readonly roles: readonly string[] }>();
  const draw = (from: string, to: string, role?: string) => {
    const key = `${from} ${to}`;
    const roles = new Set([...(drawn.get(key)?.roles ?? []), ...(role === undefined ? [] : [role])]);
    drawn.set(key, { from, to, roles: [...roles] });
  };
  for (const request of requests) {
    const { from, to } = request;
    const group = groupOf.get(request);
    const target = to.owner?.urn ?? to.id;
    if (!to.owner) {
      labels.set(target, to.connection.name);
    }
    draw(memberOf.get(from.urn) ?? from.urn, group ?? target, group === undefined ? to.role : undefined);
  }
  for (const { from, to, link } of outside) {
    if (link.purpose === "request") {
      const target = to?.owner?.urn ?? link.to;
      const outer = (key: string, name: string) => labels.set(key, labels.get(key) ?? `${name} (outside)`);
      outer(link.from, from?.name ?? (link.from.split("::").at(-1) || link.from));
      outer(target, link.connection.name);
      draw(link.from, target);
    }
  }
  return { links: [...drawn.values()], entrances: metFirst(visited, requests), labels };
}

/** The groups that links go to: by link its key, and by URN of a member the same. Their labels are noted. */
function groupsIn(requests: readonly TopologyLink[], labels: Map<string, string>) {
  const groupOf = new Map<TopologyLink, string>();
  const memberOf = new Map<string, string>();
  const grouped = requests.filter(({ link }) => link.group !== undefined);
  const groups = Map.groupBy(grouped, ({ from, link }) => `${from.urn} ${link.group}`);
  for (const members of groups.values()) {
    const name = members[0]?.link.group ?? "";
    // Two callers of the same members call the same thing.
    const key = [name, ...members.map(({ to }) => to.id).sort()].join(" ");
    labels.set(key, `${name} ×${members.length}`);
    for (const member of members) {
      groupOf.set(member, key);
      if (member.to.owner) {
        memberOf.set(member.to.owner.urn, key);
      }
    }
  }
  return { groupOf, memberOf };
}

/** Of all that visitors may meet, what nothing leads to that they have met before. */
function metFirst(visited: readonly Node[], requests: readonly TopologyLink[]): string[] {
  const urns = new Set(visited.map(({ urn }) => urn));
  const behind = new Set(
    requests.flatMap(({ from, to }) =>
      urns.has(from.urn) && to.owner && to.owner.urn !== from.urn ? [to.owner.urn] : [],
    ),
  );
  return [...urns].filter((urn) => !behind.has(urn));
}
