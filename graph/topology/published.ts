import { isRecord, type Node, type Value, type Values } from "../model.ts";

/** How to connect to an endpoint, as published by its owner or its caller. */
export interface Connection {
  /** Its name for callers. */
  readonly name: string;
  /** Host name or address that callers dial. */
  readonly host: Value;
  readonly port: number;
  /** Last port of a range. */
  readonly endPort?: number;
  /** Port of the pods if a Service maps it. */
  readonly targetPort?: number;
  readonly protocol: string;
  /** The peer in network policies; its `kind` is "pods", "cidr" or "host". */
  readonly peer: Values;
}

/** Where in the graph data is published. */
export interface PublishedAt {
  readonly publisher: Node;
  /** Such as `links[2]`. */
  readonly path: string;
}

export interface PublishedEndpoint extends PublishedAt {
  readonly id: string;
  readonly connection: Connection;
  /** Whether it is an entry point for visitors from the internet. */
  readonly public: boolean;
}

export interface PublishedLink extends PublishedAt {
  /** URN of the caller. */
  readonly from: string;
  /** Id of the endpoint, or the address of a Service in the caller's cluster. */
  readonly to: string;
  readonly connection: Connection;
  readonly purpose: string;
  /** Name of the group through which the endpoint is linked. */
  readonly group: string | undefined;
}

/** An end that is not readable yet. */
export interface UnreadableEnd extends PublishedAt {
  readonly value: Value;
}

/** The published topology of a graph's components. */
export interface PublishedTopology {
  readonly endpoints: readonly PublishedEndpoint[];
  readonly links: readonly PublishedLink[];
  readonly unreadable: readonly UnreadableEnd[];
}

/** Reads published data; data of another shape is not topology and is skipped. */
export function readPublished(nodes: readonly Node[]): PublishedTopology {
  const endpoints: PublishedEndpoint[] = [];
  const links: PublishedLink[] = [];
  const unreadable: UnreadableEnd[] = [];
  const texts = (record: Values, keys: readonly string[], publication: PublishedAt): boolean =>
    keys.every((key) => {
      const value = record[key];
      if (value !== undefined && typeof value !== "string") {
        const path = `${publication.path}.${key}`;
        unreadable.push({ ...publication, path, value });
      }
      return typeof value === "string";
    });
  for (const publisher of nodes) {
    for (const [path, record] of recordsIn(publisher, "endpoints")) {
      const publication = { publisher, path };
      if (texts(record, ["id"], publication)) {
        const id = String(record["id"]);
        endpoints.push({
          ...publication,
          id,
          connection: connectionOf(record),
          public: record["public"] === true,
        });
      }
    }
    for (const [path, record] of recordsIn(publisher, "links")) {
      const publication = { publisher, path };
      if (texts(record, ["from", "to"], publication)) {
        const { from, to, purpose = "request", group } = record;
        links.push({
          ...publication,
          from: String(from),
          to: String(to),
          connection: connectionOf(record),
          purpose: String(purpose),
          group: typeof group === "string" ? group : undefined,
        });
      }
    }
  }
  return { endpoints, links, unreadable };
}

function recordsIn({ custom, published }: Node, key: string): [path: string, record: Values][] {
  const list = custom ? undefined : published?.[key];
  return Array.isArray(list)
    ? list.flatMap((item: Value, index): [string, Values][] =>
        isRecord(item) ? [[`${key}[${index}]`, item]] : [],
      )
    : [];
}

function connectionOf({ name, host, port, endPort, targetPort, protocol, peer }: Values): Connection {
  return {
    name: typeof name === "string" ? name : "",
    host: host ?? "",
    port: Number(port),
    ...(typeof endPort === "number" ? { endPort } : {}),
    ...(typeof targetPort === "number" ? { targetPort } : {}),
    protocol: typeof protocol === "string" ? protocol : "tcp",
    peer: isRecord(peer) ? peer : {},
  };
}
