import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import { Cluster } from "#components/cluster/cluster";
import { Namespace } from "#components/cluster/namespace";
import { PriorityClasses } from "#components/cluster/priority-classes";
import type { ProjectIdentity } from "#components/core/google/project";
import { CertManager } from "#components/ingress/cert-manager";
import { NginxIngress } from "#components/ingress/nginx-ingress";
import { Network } from "#components/network/network";
import type { NetworkRegion } from "#components/network/network-region";
import { ReservedAddress } from "#components/network/reserved-address";
import type { PrivateServices } from "#components/network/vpc/private-services";
import type { ApiFamily } from "#components/project/apis";
import { ExternalSecrets } from "#components/secrets/external-secrets";
import { BALANCED_PORTS, balancedExposure } from "./balanced-exposure.ts";
import type { SystemContext } from "./context.ts";
import type { Availability } from "./environment.ts";
import { clusterArgs, networkArgs } from "./existing.ts";
import { createProject, type GoogleSettings } from "./project.ts";

/** What a system says about the ground that it stands on. */
export interface PlatformArgs {
  readonly google: GoogleSettings;
  /** The system's own nodes; undefined where a cluster that exists brings all. */
  readonly nodes?: { readonly machineType: string; readonly min: number; readonly max: number } | undefined;
  /** Whether Google's managed services get addresses in the network. Default false. */
  readonly privateServices?: boolean;
  /**
   * Letters of the zones that nodes run in, where a global load balancer stands before the ingress. Default: an
   * address of the region leads to it, and GKE chooses the zones.
   */
  readonly balancer?: { readonly zones: readonly string[] };
  /** What the system is made of besides a cluster and what runs in it. Default nothing. */
  readonly uses?: readonly ApiFamily[];
}

/** A project, a network, a cluster and the controllers in it, as the layers above take them. */
export interface Platform {
  /** The project as those name it who grant roles to pods: known once the cluster, and their identities, are there. */
  readonly project: ProjectIdentity;
  readonly region: NetworkRegion;
  /** Range of Google's managed services. @throws Error where the system asked for none */
  privateServices(): PrivateServices;
  /** Public address of the ingress: of one region, or anycast where a global load balancer answers on it. */
  readonly address: ReservedAddress;
  /** Zones that nodes run in; empty where GKE chooses them. */
  readonly zones: readonly string[];
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

/** Builds what every system of one region stands on, from an empty project up to the ingress controller. */
export function createPlatform(args: PlatformArgs, context: SystemContext): Platform {
  const { stack, environment, providers } = context;
  const { protect, availability, spot } = environment;
  const { google, nodes, privateServices = false, balancer, uses = [] } = args;
  const zones = zonesOf(google.region, balancer?.zones ?? [], availability);
  const balanced = balancer !== undefined;
  const project = { id: google.project, number: google.projectNumber };
  const clouds = { providers: [providers.google, providers.random] };
  const ready = createProject(google, uses, context, clouds);
  const inCloud = { ...clouds, dependsOn: [ready] };

  const network = new Network(
    "network",
    {
      prefix: stack,
      ...networkArgs(google, privateServices),
      healthCheckPorts: balanced ? BALANCED_PORTS : [],
      protect,
    },
    inCloud,
  );
  const region = given(network.regions[google.region], `the network has no region "${google.region}"`);
  const address = new ReservedAddress(
    "address",
    { addressName: `${stack}-ingress`, ...(balanced ? {} : { region: google.region }), protect },
    inCloud,
  );
  const cluster = new Cluster(
    "cluster",
    {
      prefix: stack,
      project,
      network: region,
      ...clusterArgs(google, nodes && { general: poolOf(nodes, spot) }, ready.imageRepositories, {
        availability,
        ...placeOf(zones, availability),
        encryptionKeys: environment.encryptionKeys,
      }),
      protect,
    },
    inCloud,
  );
  const inCluster = { provider: cluster.provider };
  const { controlPlaneRanges } = cluster;
  new PriorityClasses("priorities", { partOf: "platform" }, inCluster);

  const monitoring = new Namespace(
    "monitoring",
    {
      partOf: "platform",
      podSecurity: { level: "privileged", reason: "the exporter of nodes reads the host's own counters" },
      protect,
    },
    inCluster,
  );

  const replicas = environment.controllerReplicas;
  const common = { controlPlaneRanges, priorityClassName: "critical", protect };
  const certificates = new CertManager("cert-manager", { ...common, replicas }, inCluster);
  const externalSecrets = new ExternalSecrets("external-secrets", { ...common, replicas }, inCluster);
  const entrance = balanced ? balancedExposure(certificates, inCluster, context) : undefined;
  const ingress = new NginxIngress(
    "ingress",
    {
      ...common,
      exposure: entrance?.exposure ?? { from: "cloudflare", address: address.address },
      // A zone without a pod has no endpoint group.
      minReplicas: Math.max(replicas, zones.length),
      maxReplicas: 6,
      spread: environment.spread,
    },
    { ...inCluster, dependsOn: entrance ? [entrance.certificate] : [] },
  );
  return {
    project: cluster.project,
    region,
    zones,
    privateServices: () =>
      given(
        network.privateServices,
        "the network has no range for managed services; google.existing.network.privateServices names one",
      ),
    address,
    cluster,
    ingress,
    certificates,
    externalSecrets,
    monitoring,
    inCluster,
    inCloud,
    outputs: {
      region: google.region,
      address: address.address,
      state: ready.stateUrl,
      ...(ready.secretsProvider ? { secretsProvider: ready.secretsProvider } : {}),
    },
  };
}

function zonesOf(region: string, letters: readonly string[], availability: Availability): readonly string[] {
  if (availability === "zonal" && letters.length > 1) {
    throw new Error(`balancer.zones are ${letters.join(", ")}; a cluster in one zone takes one`);
  }
  return letters.map((letter) => `${region}-${letter}`);
}

/** Where nodes run, as the cluster takes it. */
function placeOf(zones: readonly string[], availability: Availability) {
  const [zone] = zones;
  if (zone === undefined) {
    return {};
  }
  return availability === "zonal" ? { zone } : { nodeZones: zones };
}

function poolOf({ machineType, min, max }: NonNullable<PlatformArgs["nodes"]>, spot: boolean) {
  return { machineType, minNodes: min, maxNodes: max, spot };
}

function given<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) {
    throw new Error(otherwise);
  }
  return value;
}
