import { assertTopology } from "#graph/topology";
import type { RecordedStack } from "../stack.ts";

/** A declared connection, by the names of its ends. */
export interface RecordedLink {
  /** Name of the caller. */
  readonly from: string;
  /** What the caller calls the endpoint. */
  readonly to: string;
  /** Port as the caller dials it. */
  readonly port: number;
  /** Such as `http` or `postgres`. */
  readonly protocol: string;
  /** Such as `request` or `scrape`. */
  readonly purpose: string;
}

/**
 * The links that the components of a stack declare, in the order of the graph; those that lead to a stack which was not
 * recorded are left out.
 *
 * @throws TopologyError when a link leads nowhere, or to pods of another cluster
 */
export function linksOf(stack: RecordedStack): RecordedLink[] {
  return assertTopology(stack.graph).links.map(({ from, link }) => {
    const { name, port, protocol } = link.connection;
    return { from: from.name, to: name, port, protocol, purpose: link.purpose };
  });
}
