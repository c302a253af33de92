import type { ClusterArgs } from "#components/cluster/gke/args";
import type { NetworkArgs } from "#components/network/vpc/args";
import type { ImageRepository } from "#components/project/image-repositories";
import type { GoogleSettings } from "./project.ts";
import type { ExistingInfrastructure } from "./settings/existing.ts";

/** What a network is made of, or what is read where the stack file names one that exists. */
export function networkArgs(
  { region, existing }: GoogleSettings,
  privateServices: boolean,
): Pick<NetworkArgs, "regions" | "existing" | "privateServices"> {
  const { network } = existing ?? {};
  if (!network) {
    return { regions: { [region]: {} }, privateServices };
  }
  const { id, subnetwork, privateServices: range } = network;
  return {
    regions: { [region]: subnetwork ? { existing: statedSubnetwork(subnetwork) } : {} },
    existing: { networkId: id, ...(range ? { privateServices: range } : {}) },
  };
}

function statedSubnetwork({
  name,
  ...ranges
}: NonNullable<NonNullable<ExistingInfrastructure["network"]>["subnetwork"]>) {
  return { subnetwork: name, ...ranges };
}

/** What only a cluster that is made is told. */
type MadeCluster = Pick<ClusterArgs, "availability" | "zone" | "nodeZones" | "encryptionKeys">;

/** How a cluster is made, or which one is read; the stack's own nodes come in a pool of their own either way. */
export function clusterArgs(
  { existing, securityGroup }: GoogleSettings,
  nodePools: ClusterArgs["nodePools"],
  imageRepositories: Readonly<Record<string, ImageRepository>>,
  made: MadeCluster,
): Omit<ClusterArgs, "prefix" | "project" | "network" | "protect"> {
  const given = {
    ...(nodePools ? { nodePools, imageRepositories } : {}),
    ...(securityGroup === undefined ? {} : { securityGroup }),
  };
  if (!existing?.cluster) {
    return { ...given, ...made };
  }
  const { name, ...rest } = existing.cluster;
  return { ...given, existing: { clusterName: name, ...rest } };
}
