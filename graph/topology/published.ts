import { isRecord, isSecret, isUnknown, type Node, type Value, type Values } from "../model.ts";

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

/**
 * Reads published data. Data of another shape, such as the `endpoints` of another library's component, is not topology
 * and is skipped.
 */
export function readPublished(nodes: readonly Node[]): PublishedTopology {
  const endpoints: PublishedEndpoint[] = [];
  const links: PublishedLink[] = [];
  const unreadable: UnreadableEnd[] = [];
  const isReadable = (value: Value | undefined, publication: PublishedAt): boolean => {
    if (isUnknown(value) || isSecret(value)) {
      unreadable.push({ ...publication, value });
      return false;
    }
    return true;
  };
  const recordsIn = (publisher: Node, key: string): [publication: PublishedAt, record: Values][] => {
    const list = publisher.custom ? undefined : publisher.published?.[key];
    if (!isReadable(list, { publisher, path: key }) || !Array.isArray(list)) {
      return [];
    }
    return list.flatMap((item: Value, index): [PublishedAt, Values][] => {
      const publication = { publisher, path: `${key}[${index}]` };
      return isReadable(item, publication) && isRecord(item) ? [[publication, item]] : [];
    });
  };
  const areReadable = (record: Values, keys: readonly string[], publication: PublishedAt): boolean =>
    keys.every((key) => isReadable(record[key], { ...publication, path: `${publication.path}.${key}` }));

  for (const publisher of nodes) {
    for (const [publication, record] of recordsIn(publisher, "endpoints")) {
      const { id } = record;
      if (areReadable(record, ["id"], publication) && isEndpointId(id)) {
        const visited = record["public"] === true;
        endpoints.push({ ...publication, id, connection: connectionOf(record), public: visited });
      }
    }
    for (const [publication, record] of recordsIn(publisher, "links")) {
      const { from, to, purpose = "request", group } = record;
      if (areReadable(record, ["from", "to"], publication) && isUrn(from) && typeof to === "string") {
        links.push({
          ...publication,
          from,
          to,
          connection: connectionOf(record),
          purpose: String(purpose),
          group: typeof group === "string" ? group : undefined,
        });
      }
    }
  }
  return { endpoints, links, unreadable };
}

function isUrn(value: Value | undefined): value is string {
  return typeof value === "string" && value.startsWith("urn:pulumi:");
}

function isEndpointId(value: Value | undefined): value is string {
  return isUrn(value) && value.includes("#");
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
