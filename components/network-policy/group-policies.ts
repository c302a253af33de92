import { createHash } from "node:crypto";
import type { EndpointGroup } from "../core/endpoint-group.ts";
import type { PolicyEndpoint } from "../core/link.ts";
import { type Caller, type HostEgress, linkPolicies, type Policy } from "./policies.ts";

/**
 * The policies of a link to a group: as many as there are different peers and ports among its members. A name
 * follows from the peer and the port alone, so that a member that comes or goes leaves the policies of others as
 * they are.
 */
export function groupPolicies(
  caller: Caller,
  { name, members }: EndpointGroup,
  hosts: HostEgress = "addresses",
): Policy[] {
  const different = new Map(
    Object.values(members).map((member): [string, PolicyEndpoint] => [digestOf(member, hosts), member]),
  );
  return [...different].flatMap(([digest, member]) =>
    linkPolicies(caller, { ...member, name: `${name}-${digest}` }, hosts),
  );
}

/** What a policy says of a member: by address, one host outside is as good as another. */
function digestOf({ peer, port, endPort, targetPort, protocol }: PolicyEndpoint, hosts: HostEgress): string {
  const matched = peer.kind === "host" && hosts === "addresses" ? "any host" : peer;
  const transport = protocol === "udp" ? "UDP" : "TCP";
  const text = JSON.stringify([matched, targetPort ?? port, endPort, transport]);
  return createHash("sha256").update(text).digest("hex").slice(0, 10);
}
