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
import type { SystemContext } from "./contract/context.ts";
import type { Foundation } from "./foundation.ts";
import { blueprintNames } from "./names.ts";
import { platformQuotas } from "./quotas.ts";
import type { ExistingClusterSettings } from "./settings/existing.ts";

export type { ClusterNodes } from "./cluster.ts";

/** Arguments of {@link createPlatform}. */
export interface PlatformArgs {
  /** Prefix of logical names, and of physical ones after the stack's name. Default none, for the first platform. */
  readonly name?: string;
  /** Its project and network. */
  readonly foundation: Foundation;
  /** Region of the foundation's network, such as `us-central1`. */
  readonly region: string;
  /** The system's nodes; undefined if an existing cluster provides all. */
  readonly nodes?: ClusterNodes | undefined;
  /** Letters of the nodes' zones. Default: GKE chooses; required for a balanced platform. */
  readonly zones?: readonly string[];
  /** Existing infrastructure, whose cluster is read instead of created. Default none. */
  readonly existing?: { readonly cluster?: ExistingClusterSettings };
  /** Group whose nested groups may be used in the cluster's roles. Default none. */
  readonly securityGroup?: string | undefined;
  /**
   * Whether a global load balancer is in front of the ingress, with an anycast address reserved here; or the platform
   * in another region whose load balancer it shares. Default false: Cloudflare reaches it through a regional address.
   */
  readonly balanced?: boolean | Platform;
  /** Maximum number of ingress controller pods, up to 100. Default 6. */
  readonly ingressMaxReplicas?: number;
  /** Namespace of the monitoring. Default "monitoring". */
  readonly monitoringNamespace?: string;
}

/** A cluster with its controllers, as arguments of the layers above. @public */
export interface Platform {
  /** The project's id for IAM grants to pods: known once the cluster, and thus its identity pool, exists. */
  readonly project: ProjectIdentity;
  readonly region: NetworkRegion;
  /** Public address of the ingress: regional, or the anycast address of a global load balancer. */
  readonly address: ReservedAddress;
  /** The nodes' zones; empty if GKE chooses them. */
  readonly zones: readonly string[];
  /** The stack's own nodes; undefined if an existing cluster provides all. */
  readonly nodes: ClusterNodes | undefined;
  /** Name of the endpoint groups through which a load balancer reaches the ingress; undefined without one. */
  readonly endpointGroup: string | undefined;
  readonly cluster: Cluster;
  readonly ingress: NginxIngress;
  readonly certificates: CertManager;
  readonly externalSecrets: ExternalSecrets;
  /** Namespace of the monitoring. */
  readonly monitoring: Namespace;
  /** Options of resources in the cluster. */
  readonly inCluster: ComponentResourceOptions;
  /** Options of cloud resources around it. */
  readonly inCloud: ComponentResourceOptions;
  /** The platform's part of the stack's outputs. */
  readonly outputs: Inputs;
}

/**
 * Creates a cluster in a region and everything that every cluster has, up to the ingress controller.
 *
 * @throws Error if the zones do not match the environment's availability
 */
export function createPlatform(args: PlatformArgs, context: SystemContext): Platform {
  const { foundation, balanced = false, monitoringNamespace = "monitoring" } = args;
  const { stack, environment } = context;
  const { protect, controllerReplicas: replicas } = environment;
  const { inCloud } = foundation;
  const names = blueprintNames(args.name, stack);
  const region = regionOf(foundation, args.region);
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
  const ingressMaxReplicas = args.ingressMaxReplicas ?? 6;
  const quotas = platformQuotas({ replicas, ingressMaxReplicas, nodes: args.nodes });
  new PriorityClasses(names.of("priorities"), { partOf: "platform" }, inCluster);

  const monitoring = new Namespace(
    names.of("monitoring"),
    {
      namespace: monitoringNamespace,
      partOf: "platform",
      podSecurity: { level: "privileged", reason: "the exporter of nodes reads the host's own counters" },
      ...(quotas ? { quota: quotas.monitoring } : {}),
      protect,
    },
    inCluster,
  );

  const common = { controlPlaneRanges, priorityClassName: "critical", protect };
  const operator = { ...common, replicas, quota: quotas?.operator };
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
      maxReplicas: ingressMaxReplicas,
      quota: quotas?.ingress,
      spread: environment.spread,
    },
    { ...inCluster, dependsOn: entrance ? [entrance.certificate] : [] },
  );
  return {
    project: cluster.project,
    region,
    zones,
    nodes: args.nodes,
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

function regionOf({ regions }: Foundation, name: string): NetworkRegion {
  const region = regions[name];
  if (!region) {
    throw new Error(`the network has no region "${name}"; it has ${Object.keys(regions).join(", ")}`);
  }
  return region;
}

/** Endpoint groups are project-wide, so the names are distinct for each load balancer. */
function endpointGroupOf(balanced: boolean | Platform, prefix: string): string | undefined {
  if (typeof balanced === "object") {
    return balanced.endpointGroup;
  }
  return balanced ? `${prefix}-ingress` : undefined;
}
