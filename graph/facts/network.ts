/** How requests and packets get from one place to the next. @public */
export interface NetworkFacts {
  /** A zone, network or cluster that existed before and is only read. */
  readonly existing?: { readonly kind: "zone" | "network" | "cluster"; readonly name?: string };
  /** Regions that it spans. */
  readonly regions?: readonly RegionFact[];
  /** Default for connections without an allowing rule. */
  readonly defaultTraffic?: DefaultTrafficFact;
  /** How managed services such as databases are reached. */
  readonly managedServices?: { readonly access: "private-range" };
  /** Private endpoints of services, with the maximum number of connections of each. */
  readonly serviceConnections?: readonly { readonly service: string; readonly limit: number }[];
  /** A public address; "global" is anycast. */
  readonly address?: { readonly scope: "global" | "regional"; readonly region?: string };
  /** Host names that it answers for. */
  readonly hosts?: readonly string[];
  /** TLS towards those who connect. */
  readonly tls?: TlsFact;
  /** How long browsers insist on HTTPS. */
  readonly hsts?: {
    readonly seconds: number;
    readonly includeSubdomains: boolean;
    readonly preload: boolean;
  };
  /** Whether the edge shows the origin a certificate. */
  readonly originPulls?: boolean;
  /** Whether clients have to show a certificate. */
  readonly clientCertificates?: "required";
  /** How requests or connections are spread. */
  readonly balancing?: BalancingFact;
  /** Ports that it listens on. */
  readonly ports?: readonly PortFact[];
  /** How it is found out whether a server works. */
  readonly healthCheck?: {
    readonly path: string;
    readonly intervalSeconds: number;
    /** Failures in a row after which a server gets no more requests. */
    readonly failures?: number;
  };
  /** Where requests go by their path. */
  readonly routes?: readonly RouteFact[];
  /** Which regions serve visitors from where. */
  readonly geoRouting?: readonly GeoRouteFact[];
  /** Who may connect. */
  readonly reachableFrom?: ReachableFact;
  /** Keys of the system's own rules, which come before all others. */
  readonly customRules?: readonly string[];
  /** Whether unusual traffic is detected. */
  readonly adaptiveProtection?: boolean;
}

export interface RegionFact {
  readonly region: string;
  /** Range of the nodes; of networks. */
  readonly cidr?: string;
  /** Number of fixed public addresses of its egress; of networks. Absent: they may change. */
  readonly egressAddresses?: number;
  /** Zones that requests go to; of load balancers. */
  readonly zones?: readonly string[];
  /** Share of its capacity that is used, 0 to 1; of load balancers. */
  readonly capacity?: number;
  /** Whether it gets no new requests. */
  readonly drained: boolean;
}

export interface DefaultTrafficFact {
  readonly ingress: "deny";
  /** "nat" allows all egress, from addresses that accept no ingress. */
  readonly egress: "deny" | "nat";
  /** Allowed ingress. */
  readonly allowed?: readonly "health-checks"[];
}

export interface TlsFact {
  /** Lowest version, such as "1.2". */
  readonly min: string;
  /** Highest version. */
  readonly max: string;
  /** "strict" checks the origin's certificate. */
  readonly mode?: "strict";
  /** Backend protocol after TLS termination, such as "HTTP2". */
  readonly upstream?: string;
}

export interface BalancingFact {
  /** 4 spreads connections, 7 requests. */
  readonly layer: 4 | 7;
  /** What chooses the next server or pool, such as "failover", or "client" where clients stay with one. */
  readonly by: string;
  readonly host?: string;
  /** Pools in the order in which they are tried. */
  readonly pools?: readonly string[];
  readonly scope?: "internal" | "external";
  /** Whether an internal one answers clients from other regions too. */
  readonly allRegions?: boolean;
}

export interface PortFact {
  readonly port: number;
  readonly targetPort: number;
  readonly protocol: string;
}

export interface RouteFact {
  readonly paths: readonly string[];
  readonly match: "prefix" | "exact";
  /** Name of the service. */
  readonly to: string;
  readonly port?: number;
}

export interface GeoRouteFact {
  readonly name: string;
  /** ISO 3166-1. */
  readonly countries: readonly string[];
  readonly regions: readonly string[];
  /** Whether no other region ever takes over. */
  readonly strict: boolean;
}

export interface ReachableFact {
  readonly from: "everybody" | "cloudflare" | "load-balancer" | "ranges";
  /** CIDR blocks; of "ranges" only. */
  readonly ranges?: readonly string[];
  /** Status of responses to all others; absent if they cannot connect. */
  readonly refusalStatus?: number;
}
