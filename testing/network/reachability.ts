import type { Port } from "#models/network-policy/matching";
import { NetworkPolicies, type Party } from "#models/network-policy/network-policies";
import type { RecordedStack } from "../stack.ts";
import { partyNamed } from "./parties.ts";

/**
 * Someone who may take part in a connection: the name of a workload (`web`, or `shop/web`) or of an endpoint,
 * an IP address, a host name; or pods by namespace and labels.
 */
export type Peer = string | Party;

/**
 * Whether the recorded network policies of both sides let a connection through, as Kubernetes defines them: pods that
 * no policy selects are open.
 *
 * @param port number of the port on the pods of `to`, TCP; or port and protocol
 * @throws Error when a name means nobody, or several
 */
export function mayReach(stack: RecordedStack, from: Peer, to: Peer, port: number | Port): boolean {
  const policies = new NetworkPolicies(stack.graph);
  return policies.allows(
    partyOf(stack, from),
    partyOf(stack, to),
    typeof port === "number" ? { port } : port,
  );
}

/**
 * Every connection among some peers that the network policies let through, as `web → prices TCP/8080`, sorted. Pairs
 * of which no policy speaks, such as two addresses outside, are left out.
 *
 * @param peers names as for {@link mayReach}; with an object, its keys are the names in the answer
 * @throws Error when a name means nobody, or several
 */
export function openConnections(
  stack: RecordedStack,
  peers: readonly string[] | Readonly<Record<string, Peer>>,
  ports: readonly (number | Port)[],
): string[] {
  const named: [string, Peer][] = Array.isArray(peers)
    ? peers.map((name: string) => [name, name])
    : Object.entries(peers);
  return new NetworkPolicies(stack.graph).edges(
    Object.fromEntries(named.map(([name, peer]) => [name, partyOf(stack, peer)])),
    ports.map((port) => (typeof port === "number" ? { port } : port)),
  );
}

function partyOf(stack: RecordedStack, peer: Peer): Party {
  return typeof peer === "string" ? partyNamed(stack, peer) : peer;
}
