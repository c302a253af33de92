import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { AutopilotCluster } from "#components/cluster/autopilot-cluster";
import { Cluster } from "#components/cluster/cluster";
import type { AutopilotClusterArgs, ClusterArgs } from "#components/cluster/gke/args";
import type { NetworkRegion } from "#components/network/network-region";
import type { Graph } from "#graph/model";
import { nodeNamed, recordWith } from "../../support/record.ts";

/** A region as a network hands it out, with ids that are plain for once. */
export const REGION: NetworkRegion = {
  region: "us-central1",
  network: "projects/test-project/global/networks/howlerops-prod",
  subnetwork: "projects/test-project/regions/us-central1/subnetworks/howlerops-prod-us-central1",
  podsRange: "pods",
  servicesRange: "services",
  nodesCidr: "10.6.0.0/20",
  podsCidr: "10.4.0.0/15",
  servicesCidr: "10.6.16.0/20",
  drained: false,
};

/** Source: howlerops, nodes. */
export const GENERAL = { machineType: "e2-medium", minNodes: 2, maxNodes: 10 };

export const CLUSTER_ARGS: ClusterArgs = {
  prefix: "howlerops-prod",
  project: { id: "test-project", number: "123456789012" },
  network: REGION,
  nodePools: { general: GENERAL },
};

/** The children that come before a cluster, whoever manages its nodes: the nodes' account, and keys with their grants. */
export const FOUNDATION = [
  "gcp:serviceaccount/account:Account gke-nodes",
  "gcp:projects/iAMMember:IAMMember gke-nodes",
  "gcp:kms/keyRing:KeyRing gke-keys",
  "gcp:kms/cryptoKey:CryptoKey gke-secrets",
  "gcp:kms/cryptoKey:CryptoKey gke-disks",
  "gcp:projects/serviceIdentity:ServiceIdentity gke-gke-agent",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-secrets-gke-agent",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-disks-gke-agent",
  "gcp:kms/cryptoKeyIAMMember:CryptoKeyIAMMember gke-disks-compute-agent",
];

/** Records a cluster called "gke"; what `use` returns becomes the outputs. */
export function recordCluster(
  args: Partial<ClusterArgs> = {},
  use: (cluster: Cluster) => Record<string, unknown> = () => ({}),
): Promise<Graph> {
  return recordWith(({ gcp }) => use(new Cluster("gke", { ...CLUSTER_ARGS, ...args }, { provider: gcp })));
}

/** The option of a cluster called "gke" with which it is recorded as deployed, its control plane answering here. */
export function answeringAt(endpoint: string): Pick<ComponentResourceOptions, "transforms"> {
  return {
    transforms: [
      ({ type, props, opts }) =>
        type === "gcp:container/cluster:Cluster"
          ? { props: { ...props, controlPlaneEndpointsConfig: { dnsEndpointConfig: { endpoint } } }, opts }
          : undefined,
    ],
  };
}

export const AUTOPILOT_ARGS: AutopilotClusterArgs = {
  prefix: CLUSTER_ARGS.prefix,
  project: CLUSTER_ARGS.project,
  network: REGION,
};

/** Records an Autopilot cluster called "gke". */
export function recordAutopilot(
  args: Partial<AutopilotClusterArgs> = {},
  use: (cluster: AutopilotCluster) => Record<string, unknown> = () => ({}),
): Promise<Graph> {
  return recordWith(({ gcp }) =>
    use(new AutopilotCluster("gke", { ...AUTOPILOT_ARGS, ...args }, { provider: gcp })),
  );
}

/** Inputs of the GKE cluster itself. */
export function gkeInputs(graph: Graph) {
  return nodeNamed(graph, "gke-gke").inputs;
}
