import { type Input, interpolate, type Output } from "@pulumi/pulumi";

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
  /**
   * Identity, by which both ends of a link are found in the graph: the owner's URN and a role, as
   * {@link endpointId} makes it, or the address of a Service, as {@link serviceEndpoint} does.
   */
  readonly id: Input<string>;
  /** Its name for callers, such as `database`; a DNS label, since names of files and policies are derived from it. */
  readonly name: string;
  /** Host name or address that the caller dials. */
  readonly host: Input<string>;
  /** Port that the caller dials, 1 to 65535. */
  readonly port: number;
  /** Last port of a range that starts at `port`. Default: the one port. */
  readonly endPort?: number;
  /** Port on the peer's pods if a Service maps it; policies match this one. Default: `port`. */
  readonly targetPort?: number;
  readonly protocol: Protocol;
  readonly peer: Peer;
  readonly credential?: Credential;
  /** Whether visitors from the internet meet it first. Default false. */
  readonly public?: true;
}

/** The part of an endpoint that network policies need. */
export type PolicyEndpoint = Omit<Endpoint, "id" | "host" | "credential" | "public">;

/** Why one side connects to the other: to have a request answered, or to collect metrics. */
export type LinkPurpose = "request" | "scrape";

/** A declared connection, as a component publishes it. @public */
export interface Link extends PolicyEndpoint {
  /** URN of the caller. */
  readonly from: Input<string>;
  /** Id of the called endpoint; the fields beside it describe the endpoint for the caller. */
  readonly to: Input<string>;
  readonly host: Input<string>;
  readonly purpose: LinkPurpose;
  /** Name of the group through which the endpoint is linked. Default: linked individually. */
  readonly group?: string;
}

/**
 * The identity of an endpoint.
 *
 * @param owner URN of the component or resource that answers
 * @param role what it is to its owner, such as `http`, `metrics` or `primary`
 */
export function endpointId(owner: Input<string>, role: string): Output<string> {
  return interpolate`${owner}#${role}`;
}

/** The link that a caller declares by naming an endpoint. @param from URN of the caller */
export function linkTo(from: Input<string>, endpoint: Endpoint, purpose: LinkPurpose = "request"): Link {
  const { id, credential: _credential, public: _public, ...known } = endpoint;
  return { from, to: id, purpose, ...known };
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

/**
 * The endpoint of a Service, by its address in the caller's cluster. It needs no resource, so that two services may
 * link to each other.
 */
export function serviceEndpoint(names: ServiceNames): Endpoint {
  const { name, namespace, port, targetPort, protocol = "http", credential } = names;
  return {
    id: `service:${namespace}/${name}:${port}`,
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
