import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import { Cluster } from "#components/cluster/cluster";
import { Namespace } from "#components/cluster/namespace";
import { PriorityClasses } from "#components/cluster/priority-classes";
import type { ProjectIdentity } from "#components/core/google/project";
import { CertManager } from "#components/ingress/cert-manager";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import type { NetworkRegion } from "#components/network/network-region";
import { ReservedAddress } from "#components/network/reserved-address";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import { balancedExposure } from "./balanced-exposure.ts";
import { type ClusterNodes, clusterArgs } from "./cluster.ts";
import type { SystemContext } from "./context.ts";
import type { Foundation } from "./foundation.ts";
import { blueprintNames } from "./names.ts";
import type { ExistingClusterSettings } from "./settings/existing.ts";

export type { ClusterNodes } from "./cluster.ts";

/** Arguments of {@link createPlatform}. */
export interface PlatformArgs {
  /** Start of logical names, and after the stack's name of physical ones. Default none, for the first platform. */
  readonly name?: string;
  /** Project and network that it lies in. */
  readonly foundation: Foundation;
  /** Region of the foundation's network, such as `us-central1`. */
  readonly region: string;
  /** The system's own nodes; undefined where an existing cluster brings all. */
  readonly nodes?: ClusterNodes | undefined;
  /** Letters of the zones that nodes run in. Default: GKE chooses; a balanced platform has to name them. */
  readonly zones?: readonly string[];
  /** Existing infrastructure; of it the cluster is read in place of one that is created. Default none. */
  readonly existing?: { readonly cluster?: ExistingClusterSettings };
  /** Group whose nested groups may be named in the cluster's roles. Default none. */
  readonly securityGroup?: string | undefined;
  /**
   * Whether a global load balancer is in front of the ingress, whose anycast address is reserved here; or the platform
   * whose balancer it shares, in another region. Default false: an address of the region leads to it, from Cloudflare.
   */
  readonly balanced?: boolean | Platform;
  /** Most pods of the ingress controller, up to 100. Default 6. */
  readonly ingressMaxReplicas?: number;
  /** Namespace of what watches the cluster. Default "monitoring". */
  readonly monitoringNamespace?: string;
}

/** A cluster and the controllers in it, as the layers above take them. @public */
export interface Platform {
  /** The project as those name it who grant roles to pods: known once the cluster, and their identities, are there. */
  readonly project: ProjectIdentity;
  readonly region: NetworkRegion;
  /** Public address of the ingress: of one region, or anycast where a global load balancer answers on it. */
  readonly address: ReservedAddress;
  /** Zones that nodes run in; empty where GKE chooses them. */
  readonly zones: readonly string[];
  /** Name of the endpoint groups through which a load balancer reaches the ingress; undefined without one. */
  readonly endpointGroup: string | undefined;
  readonly cluster: Cluster;
  readonly ingress: NginxIngress;
  readonly certificates: CertManager;
  readonly externalSecrets: ExternalSecrets;
  /** Namespace for whatever watches the cluster. */
  readonly monitoring: Namespace;
  /** Options of whatever runs in the cluster. */
  readonly inCluster: ComponentResourceOptions;
  /** Options of what lies in the cloud around it. */
  readonly inCloud: ComponentResourceOptions;
  /** What the platform adds to the stack's outputs. */
  readonly outputs: Inputs;
}

/**
 * Builds a cluster in a region and what every cluster has, up to the ingress controller.
 *
 * @throws Error where zones do not suit the environment's availability
 */
export function createPlatform(args: PlatformArgs, context: SystemContext): Platform {
  const { foundation, balanced = false, monitoringNamespace = "monitoring" } = args;
  const { stack, environment } = context;
  const { protect, controllerReplicas: replicas } = environment;
  const { inCloud } = foundation;
  const names = blueprintNames(args.name, stack);
  const region = foundation.region(args.region);
  const zones = (args.zones ?? []).map((letter) => `${region.region}-${letter}`);
  const address =
    typeof balanced === "object"
      ? balanced.address
      : new ReservedAddress(
          names.of("address"),
          { addressName: `${names.prefix}-ingress`, ...(balanced ? {} : { region: region.region }), protect },
          inCloud,
        );
  const cluster = new Cluster(
    names.of("cluster"),
    { prefix: names.prefix, ...clusterArgs({ ...args, region, zones }, environment) },
    inCloud,
  );
  const inCluster = { provider: cluster.provider };
  const { controlPlaneRanges } = cluster;
  new PriorityClasses(names.of("priorities"), { partOf: "platform" }, inCluster);

  const monitoring = new Namespace(
    names.of("monitoring"),
    {
      namespace: monitoringNamespace,
      partOf: "platform",
      podSecurity: { level: "privileged", reason: "the exporter of nodes reads the host's own counters" },
      protect,
    },
    inCluster,
  );

  const common = { controlPlaneRanges, priorityClassName: "critical", protect };
  const operator = { ...common, replicas };
  const certificates = new CertManager(names.of("cert-manager"), operator, inCluster);
  const externalSecrets = new ExternalSecrets(names.of("external-secrets"), operator, inCluster);
  const endpointGroup = endpointGroupOf(balanced, names.prefix);
  const entrance =
    endpointGroup === undefined
      ? undefined
      : balancedExposure({ name: args.name, certificates, endpointGroup }, inCluster);
  const ingress = new NginxIngress(
    names.of("ingress"),
    {
      ...common,
      exposure: entrance?.exposure ?? { from: "cloudflare", address: address.address },
      // A zone without a pod has no endpoint group.
      minReplicas: Math.max(replicas, zones.length),
      maxReplicas: args.ingressMaxReplicas ?? 6,
      spread: environment.spread,
    },
    { ...inCluster, dependsOn: entrance ? [entrance.certificate] : [] },
  );
  return {
    project: cluster.project,
    region,
    zones,
    endpointGroup,
    address,
    cluster,
    ingress,
    certificates,
    externalSecrets,
    monitoring,
    inCluster,
    inCloud,
    outputs: { region: region.region, address: address.address },
  };
}

/** Endpoint groups are the project's, so each balancer's tell themselves from others'. */
function endpointGroupOf(balanced: boolean | Platform, prefix: string): string | undefined {
  if (typeof balanced === "object") {
    return balanced.endpointGroup;
  }
  return balanced ? `${prefix}-ingress` : undefined;
}
