import type { Input } from "@pulumi/pulumi";
import type { ArgumentChecks } from "./arguments.ts";

/** The protocol of a link. */
export type Protocol = "http" | "https" | "grpc" | "tcp" | "udp" | "redis" | "postgres" | "libsql";

/** Pods, by their selector labels and namespace. */
export interface PodPeer {
  readonly kind: "pods";
  readonly namespace: string;
  readonly labels: Readonly<Record<string, string>>;
}

/** Addresses known at plan time, such as an allocated private-service range. */
export interface CidrPeer {
  readonly kind: "cidr";
  /** Ranges such as `10.20.0.0/16`. */
  readonly ranges: readonly string[];
  /** Excluded ranges inside them. */
  readonly except?: readonly string[];
}

/** An external service, known only by name. */
export interface HostPeer {
  readonly kind: "host";
  /** DNS names; a leading `*.` matches any single label. */
  readonly hosts: readonly string[];
}

/** The other side of a connection, as matched by policies. */
export type Peer = PodPeer | CidrPeer | HostPeer;

/** The credential of an endpoint: the names of its files and the location of their values. */
export interface Credential {
  /** File name, such as `token`, to the id of the Secret Manager secret with its value. */
  readonly files: Readonly<Record<string, string>>;
}

/**
 * A network endpoint. When a caller declares a link to it, it opens the caller's egress and the callee's ingress,
 * mounts the credential, and draws the line in the diagram.
 */
export interface Endpoint {
  /** Its name for callers, such as `database`; a DNS label, since names of files and policies are derived from it. */
  readonly name: string;
  /** Host name or address that the caller dials. */
  readonly host: Input<string>;
  /** Port that the caller dials, 1 to 65535. */
  readonly port: number;
  /** Port on the peer's pods if a Service maps it; policies match this one. Default: `port`. */
  readonly targetPort?: number;
  readonly protocol: Protocol;
  readonly peer: Peer;
  readonly credential?: Credential;
}

/** A declared connection, as a component publishes it. */
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
 * Fails for an endpoint whose host is not a host name or address, such as a URL: its password would be in every
 * caller's environment. A host known only after deployment passes.
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

/** Names from which an endpoint inside a cluster is derived before it exists. */
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

/** The pods of a workload, matched by the label of every strata workload. */
export function podsNamed(name: string, namespace: string): PodPeer {
  return { kind: "pods", namespace, labels: { "app.kubernetes.io/name": name } };
}
