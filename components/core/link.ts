import type { Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "./arguments.ts";

/** How the two sides of a link speak. */
export type Protocol = "http" | "https" | "grpc" | "tcp" | "udp" | "redis" | "postgres" | "libsql";

/** Pods, by the labels that select them and the namespace they run in. */
export interface PodPeer {
  readonly kind: "pods";
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses known when planning, such as an allocated private-service range. */
export interface CidrPeer {
  readonly kind: "cidr";
  /** Ranges such as `10.20.0.0/16`. */
  readonly ranges: readonly string[];
  /** Ranges inside them that are left out. */
  readonly except?: readonly string[];
}

/** A service outside, known by name only. */
export interface HostPeer {
  readonly kind: "host";
  /** DNS names; a leading `*.` stands for any one label. */
  readonly hosts: readonly string[];
}

/** Who is matched as the other side of a connection where policies are written. */
export type Peer = PodPeer | CidrPeer | HostPeer;

/** The secret that opens an endpoint: what its files are called and where their values are kept. */
export interface Credential {
  /** File name, such as `token`, to the id of the Secret Manager secret that holds its value. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * Something that can be reached. Declared as a link by a caller, it opens the caller's egress and the
 * callee's ingress, mounts the credential, and draws the line in the picture.
 */
export interface Endpoint {
  /** What callers call it, such as `database`; a DNS label, since files and policies are named after it. */
  readonly name: string;
  /** Host name or address as the caller dials it. */
  readonly host: Input<string>;
  /** Port as the caller dials it, 1 to 65535. */
  readonly port: number;
  /** Port on the peer's pods where a Service maps it; policies match this one. Default: `port`. */
  readonly targetPort?: number;
  readonly protocol: Protocol;
  readonly peer: Peer;
  readonly credential?: Credential;
}

/** A declared connection, as a component publishes it. @public */
export interface Link {
  /** Name of the caller. */
  readonly from: string;
  /** Name of the endpoint it calls. */
  readonly to: string;
  readonly port: number;
  readonly protocol: Protocol;
  readonly peer: Peer;
}

/**
 * Fails for an endpoint whose host is no host name or address, such as a URL: its password would stand in
 * every caller's environment. A host known only after deployment passes.
 *
 * @internal
 */
export function checkHosts(checks: ArgumentChecks, links: readonly Endpoint[]): void {
  for (const { name, host } of links) {
    checks.that(
      typeof host !== "string" || HOST.test(host),
      `links["${name}"].host`,
      "(hidden)",
      "host names and addresses, without a scheme, a user or a path (a password belongs into a credential)",
    );
  }
}

const HOST = /^[a-z0-9]([a-z0-9.:_-]*[a-z0-9])?$/i;

/** The link that a caller declares by naming an endpoint. */
export function linkTo(caller: string, endpoint: Endpoint): Link {
  return {
    from: caller,
    to: endpoint.name,
    port: endpoint.targetPort ?? endpoint.port,
    protocol: endpoint.protocol,
    peer: endpoint.peer,
  };
}

/** Names from which an endpoint inside a cluster follows, before anything of it exists. */
export interface ServiceNames {
  /** Name of the Service and, in `app.kubernetes.io/name`, of its pods. */
  readonly name: string;
  readonly namespace: string;
  /** Port of the Service. */
  readonly port: number;
  /** Port of the pods. Default: `port`. */
  readonly targetPort?: number;
  /** Default "http". */
  readonly protocol?: Protocol;
  readonly credential?: Credential;
}

/** The endpoint of a Service. It needs no resource, so that two services may link to each other. */
export function serviceEndpoint(names: ServiceNames): Endpoint {
  const { name, namespace, port, targetPort, protocol = "http", credential } = names;
  return {
    name,
    host: `${name}.${namespace}.svc.cluster.local`,
    port,
    protocol,
    peer: podsNamed(name, namespace),
    ...(targetPort === undefined ? {} : { targetPort }),
    ...(credential === undefined ? {} : { credential }),
  };
}

/** The pods of a workload, matched by the label that every strata workload carries. */
export function podsNamed(name: string, namespace: string): PodPeer {
  return { kind: "pods", namespace, labels: { "app.kubernetes.io/name": name } };
}
