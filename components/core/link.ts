import { type Input, interpolate, type Output } from "@pulumi/pulumi";

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
  /**
   * Identity, by which both ends of a link are found in the graph: the owner's URN and a role, as
   * {@link endpointId} makes it, or the address of a Service, as {@link serviceEndpoint} does.
   */
  readonly id: Input<string>;
  /** What callers call it, such as `database`; a DNS label, since files and policies are named after it. */
  readonly name: string;
  /** Host name or address as the caller dials it. */
  readonly host: Input<string>;
  /** Port as the caller dials it, 1 to 65535. */
  readonly port: number;
  /** Last port of a range that starts at `port`. Default: the one port. */
  readonly endPort?: number;
  /** Port on the peer's pods where a Service maps it; policies match this one. Default: `port`. */
  readonly targetPort?: number;
  readonly protocol: Protocol;
  readonly peer: Peer;
  readonly credential?: Credential;
  /** Whether visitors from the internet meet it first. Default false. */
  readonly public?: true;
}

/** What network policies need to know of an endpoint. */
export type PolicyEndpoint = Omit<Endpoint, "id" | "host" | "credential" | "public">;

/** Why one side connects to the other: to have a request answered, or to collect metrics. */
export type LinkPurpose = "request" | "scrape";

/** A declared connection, as a component publishes it. @public */
export interface Link extends PolicyEndpoint {
  /** URN of the caller. */
  readonly from: Input<string>;
  /** Id of the endpoint that it calls; the fields beside it are the endpoint as the caller knows it. */
  readonly to: Input<string>;
  readonly host: Input<string>;
  readonly purpose: LinkPurpose;
  /** Name of the group through which the endpoint is linked. Default: linked by itself. */
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

/** The pods of a workload, matched by the label that every strata workload carries. */
export function podsNamed(name: string, namespace: string): PodPeer {
  return { kind: "pods", namespace, labels: { "app.kubernetes.io/name": name } };
}
