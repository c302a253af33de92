/** Facts of the platform: projects, clusters, namespaces and controllers. @public */
export interface PlatformFacts {
  /** How a project was made; absent for one that existed. */
  readonly creation?: { readonly parent: { readonly kind: "folder" | "organization"; readonly id: string } };
  /** APIs that are on, and the agents of theirs that have roles. */
  readonly services?: { readonly apis: number; readonly agents: number };
  /** Where state is kept, and how long older versions of it are. */
  readonly state?: { readonly url: string; readonly retentionDays: number };
  /** Addresses of registries for images. */
  readonly imageRepositories?: readonly string[];
  /** Who may deploy without a key, into which environments. */
  readonly deployments?: { readonly from: "github"; readonly environments: readonly string[] };
  /** Who manages the keys that data at rest is encrypted with. */
  readonly keyManagement?: "customer" | "google";

  /** Where it runs or is kept. */
  readonly location?: LocationFact;
  /** Nodes by pool. */
  readonly nodePools?: readonly NodePoolFact[];
  /** Set if nodes are provisioned on demand for pods. */
  readonly autopilot?: true;
  readonly controlPlane?: { readonly endpoint: "dns"; readonly releaseChannel: string };
  /** Priority classes, the highest first. */
  readonly priorityClasses?: readonly { readonly name: string; readonly value: number }[];
  /** Pod Security Standard of a namespace, with the reason for any but "restricted" as it was given. */
  readonly podSecurity?: { readonly level: string; readonly reason?: string };
  /** Quota of all pods of a namespace together. */
  readonly quota?: QuotaFact;

  /** The Helm chart that it installs. */
  readonly chart?: { readonly name: string; readonly version: string };
  /** Who issues certificates, and how ownership is proved. */
  readonly issuer?: IssuerFact;
}

export interface LocationFact {
  /** Region, multi-region or zone, such as `us-central1`. */
  readonly name: string;
  /** Number of zones that it is spread over. */
  readonly zones?: number;
  /** Set if it is spread across all zones of the region. */
  readonly allZones?: true;
}

export interface NodePoolFact {
  readonly name: string;
  readonly machineType: string;
  /** Fewest nodes, over all zones. */
  readonly min: number;
  /** Most nodes, over all zones. */
  readonly max: number;
  readonly spot: boolean;
}

export interface QuotaFact {
  readonly pods: number;
  readonly cpuRequests: number;
  readonly memoryRequestsGiB: number;
  readonly memoryLimitsGiB: number;
  readonly loadBalancers: number;
}

export interface IssuerFact {
  readonly authority: "lets-encrypt" | "self-signed";
  readonly environment?: "staging" | "production";
  readonly zones?: readonly string[];
  readonly challenge?: "dns-01";
}
