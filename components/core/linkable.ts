import type { Input, Resource } from "@pulumi/pulumi";
import { argumentsOf } from "./arguments.ts";
import { type Credential, type Endpoint, endpointId, type Peer, type Protocol } from "./link.ts";

/** How a resource that strata has no component for is reached. */
export interface LinkableArgs {
  /** Its name for callers; a DNS label. */
  readonly name: string;
  /** The endpoint's role for the resource. Default: the protocol. */
  readonly role?: string;
  /** Host name or address that callers dial, usually an output of the resource. */
  readonly host: Input<string>;
  /** 1 to 65535. */
  readonly port: number;
  /** Last port of a range that starts at `port`. Default: the one port. */
  readonly endPort?: number;
  readonly protocol: Protocol;
  /** Who is matched as the other side by network policies, known when planning. */
  readonly peer: Peer;
  /** Default: callers need none. */
  readonly credential?: Credential;
}

/**
 * Creates an endpoint for any resource of any provider, so that workloads can link to it: `links: [linkable(instance, {
 * name: "search", host: instance.address, … })]`.
 *
 * @public
 */
export function linkable(resource: Resource, args: LinkableArgs): Endpoint {
  argumentsOf("linkable", "", args);
  const { role, ...known } = args;
  return { id: endpointId(resource.urn, role ?? known.protocol), ...known };
}
