import type { ClusterArgs } from "#components/cluster/gke/args";
import type { NetworkRegion } from "#components/network/network-region";
import type { Environment } from "./contract/environment.ts";
import type { Foundation } from "./foundation.ts";
import type { ExistingClusterSettings } from "./settings/existing.ts";

/** A system's nodes, across all zones. */
export interface ClusterNodes {
  /** Compute Engine machine type, such as `e2-medium`. */
  readonly machineType: string;
  readonly min: number;
  readonly max: number;
}

/** What determines a cluster. */
export interface ClusterSettings {
  readonly foundation: Foundation;
  readonly region: NetworkRegion;
  readonly nodes?: ClusterNodes | undefined;
  /** Zones of the nodes, such as `us-central1-a`; empty if GKE chooses them. */
  readonly zones: readonly string[];
  readonly existing?: { readonly cluster?: ExistingClusterSettings };
  readonly securityGroup?: string | undefined;
}

/** How a cluster is created, or which one is read; either way the stack's nodes are a separate pool. */
export function clusterArgs(
  { foundation, region, nodes, zones, existing, securityGroup }: ClusterSettings,
  { protect, availability, encryptionKeys, spot }: Environment,
): Omit<ClusterArgs, "prefix"> {
  const { project, imageRepositories } = foundation;
  const common = {
    project,
    network: region,
    ...(nodes ? { nodePools: { general: poolOf(nodes, spot) }, imageRepositories } : {}),
    ...(securityGroup === undefined ? {} : { securityGroup }),
    protect,
  };
  if (!existing?.cluster) {
    return { ...common, availability, ...placeOf(zones, availability), encryptionKeys };
  }
  const { name, ...rest } = existing.cluster;
  return { ...common, existing: { clusterName: name, ...rest } };
}

/** The nodes' location, as an argument of the cluster. */
function placeOf(zones: readonly string[], availability: Environment["availability"]) {
  const [zone, ...others] = zones;
  if (zone === undefined) {
    return {};
  }
  if (availability === "regional") {
    return { nodeZones: zones };
  }
  if (others.length > 0) {
    throw new Error(`zones are ${zones.join(", ")}; a cluster in one zone takes one`);
  }
  return { zone };
}

function poolOf({ machineType, min, max }: ClusterNodes, spot: boolean) {
  return { machineType, minNodes: min, maxNodes: max, spot };
}
