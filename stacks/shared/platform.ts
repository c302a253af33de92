import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { Cluster } from "../../components/cluster/cluster.ts";
import { Namespace } from "../../components/cluster/namespace.ts";
import { PriorityClasses } from "../../components/cluster/priority-classes.ts";
import { CertManager } from "../../components/ingress/cert-manager.ts";
import { NginxIngress } from "../../components/ingress/nginx-ingress.ts";
import { Network } from "../../components/network/network.ts";
import type { NetworkRegion } from "../../components/network/network-region.ts";
import type { PrivateServices } from "../../components/network/private-services.ts";
import type { ProjectIdentity } from "../../components/network/project.ts";
import { ReservedAddress } from "../../components/network/reserved-address.ts";
import { ExternalSecrets } from "../../components/secrets/external-secrets.ts";
import { NamespaceIsolation } from "../../components/workload/namespace-isolation.ts";
import type { SystemContext } from "../../infra/system.ts";

/** What a system says about the ground that it stands on. */
export interface PlatformArgs {
  readonly google: { readonly project: string; readonly projectNumber: string; readonly region: string };
  readonly nodes: { readonly machineType: string; readonly min: number; readonly max: number };
  /** Whether Google's managed services get addresses in the network. Default false. */
  readonly privateServices?: boolean;
}

/** A network, a cluster and the controllers in it, as the layers above take them. */
export interface Platform {
  /** The project as those name it who grant roles to pods: known once the cluster, and their identities, are there. */
  readonly project: ProjectIdentity;
  readonly region: NetworkRegion;
  /** Range of Google's managed services. @throws Error where the system asked for none */
  privateServices(): PrivateServices;
  /** Public address of the ingress. */
  readonly address: ReservedAddress;
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
}

/** Builds what every system of one region stands on, from the network up to the ingress controller. */
export function buildPlatform(
  args: PlatformArgs,
  { stack, environment, providers }: SystemContext,
): Platform {
  const { protect, availability, spot } = environment;
  const { google, nodes, privateServices = false } = args;
  const project = { id: google.project, number: google.projectNumber };
  const inCloud = { providers: [providers.google, providers.random] };

  const network = new Network(
    "network",
    { prefix: stack, regions: { [google.region]: {} }, privateServices, protect },
    inCloud,
  );
  const region = given(network.regions[google.region], `the network has no region "${google.region}"`);
  const address = new ReservedAddress(
    "address",
    { addressName: `${stack}-ingress`, region: google.region, protect },
    inCloud,
  );
  const cluster = new Cluster(
    "cluster",
    {
      prefix: stack,
      project,
      network: region,
      availability,
      nodePools: {
        general: { machineType: nodes.machineType, minNodes: nodes.min, maxNodes: nodes.max, spot },
      },
      // Keys of one's own stay for ever, and their names with them.
      encryptionKeys: environment.disposable ? "google" : "customer",
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

  const replicas = availability === "regional" ? 2 : 1;
  const common = { controlPlaneRanges, priorityClassName: "critical", protect };
  const certificates = new CertManager("cert-manager", { ...common, replicas }, inCluster);
  const externalSecrets = new ExternalSecrets("external-secrets", { ...common, replicas }, inCluster);
  const ingress = new NginxIngress(
    "ingress",
    {
      ...common,
      exposure: { from: "cloudflare", address: address.address },
      minReplicas: replicas,
      maxReplicas: 6,
      spread: availability === "regional" ? "zones" : "nodes",
    },
    inCluster,
  );
  return {
    project: cluster.project,
    region,
    privateServices: () => given(network.privateServices, "the network has no managed services"),
    address,
    cluster,
    ingress,
    certificates,
    externalSecrets,
    monitoring,
    inCluster,
    inCloud,
  };
}

/** A system's own namespace. */
export interface SystemNamespace {
  readonly namespace: string;
  readonly component: Namespace;
  /** Options of whatever lies in it: its name is plain text, so what is made in it has to be told to wait. */
  readonly inNamespace: ComponentResourceOptions;
}

/** The namespace of a system, in which nothing connects but what links say. */
export function systemNamespace(
  partOf: string,
  { inCluster }: Platform,
  { environment }: SystemContext,
): SystemNamespace {
  const made = new Namespace(partOf, { partOf, protect: environment.protect }, inCluster);
  const { namespace } = made;
  const inNamespace = { ...inCluster, dependsOn: [made] };
  new NamespaceIsolation("isolation", { namespace, partOf }, inNamespace);
  return { namespace, component: made, inNamespace };
}

function given<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) {
    throw new Error(otherwise);
  }
  return value;
}
