import type { Value, Values } from "#graph/model";
import type { Topology } from "#graph/topology";

/** Something that can be reached. */
export interface EndpointJson {
  /** The owner's URN and a role. */
  readonly id: string;
  readonly role: string;
  /** URN of what answers; null for the API server of a cluster. */
  readonly owner: string | null;
  /** Id of its cluster. */
  readonly cluster: string | null;
  readonly name: string;
  readonly host: Value;
  readonly port: number;
  readonly endPort: number | null;
  readonly protocol: string;
  readonly peer: Values;
  readonly public: boolean;
}

/** A connection. */
export interface LinkJson {
  /** URN of the caller. */
  readonly from: string;
  /** Id of one of `endpoints`, or the name in the link if that end is outside the plan. */
  readonly to: string;
  /** Name by which the caller knows it. */
  readonly name: string;
  readonly port: number;
  readonly endPort: number | null;
  readonly protocol: string;
  /** "request" or "scrape". */
  readonly purpose: string;
  readonly group: string | null;
  /** Whether one of both ends belongs to another stack, or to a namespace that the plan does not show. */
  readonly outside: boolean;
}

export interface TopologyJson {
  readonly endpoints: readonly EndpointJson[];
  readonly links: readonly LinkJson[];
}

/** The resolved topology as plain data. Links with an end that does not exist are findings and not in it. */
export function topologyJson({ endpoints, links, outside }: Topology): TopologyJson {
  const inside = links.map((each) => ({ ...each, outside: false }));
  const across = outside.map((each) => ({ ...each, outside: true }));
  return {
    endpoints: [...endpoints.values()].map(({ id, role, owner, cluster, connection, public: visited }) => ({
      id,
      role,
      owner: owner?.urn ?? null,
      cluster: cluster ?? null,
      name: connection.name,
      host: connection.host,
      port: connection.port,
      endPort: connection.endPort ?? null,
      protocol: connection.protocol,
      peer: connection.peer,
      public: visited,
    })),
    links: [...inside, ...across].map(({ to, link, outside: crosses }) => ({
      from: link.from,
      to: to?.id ?? link.to,
      name: link.connection.name,
      port: link.connection.port,
      endPort: link.connection.endPort ?? null,
      protocol: link.connection.protocol,
      purpose: link.purpose,
      group: link.group ?? null,
      outside: crosses,
    })),
  };
}
