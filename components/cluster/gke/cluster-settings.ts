import type { ArgumentChecks } from "../../core/arguments.ts";
import { refuseWithExisting } from "../../core/existing.ts";
import { unprotected } from "../../core/opt-outs.ts";
import {
  checkCapacity,
  describePools,
  type NodePoolSettings,
  nodePoolWithDefaults,
  takesSystemPods,
} from "../nodes/settings.ts";
import type { ClusterArgs, GkeClusterArgs } from "./args.ts";
import { describeCluster, type GkeSettings, gkeOptOuts, gkeWithDefaults, isZoneOf } from "./settings.ts";

/** Zones that GKE spreads a regional cluster's nodes over unless told otherwise. */
const REGIONAL_ZONES = 3;

/** A cluster's arguments with their defaults, plain values only. */
export type ClusterSettings = ReturnType<typeof clusterWithDefaults>;

export function clusterWithDefaults(check: ArgumentChecks, owner: string, args: ClusterArgs) {
  const common = gkeWithDefaults(check, args);
  const { network, existing, nodePools: given = {}, maxPodsPerNode = 48 } = args;
  if (existing) {
    refuseWithExisting(args, ["availability", "zone", "nodeZones"], check);
    if (Object.keys(given).length === 0) {
      // They decide about nodes, and there are none.
      refuseWithExisting(args, ["maxPodsPerNode", "imageRepositories", "networkTags"], check);
    }
  }
  check.whole("maxPodsPerNode", maxPodsPerNode, 8, 256, "pods");
  const nodePools: Record<string, NodePoolSettings> = {};
  for (const [key, pool] of Object.entries(given)) {
    nodePools[key] = nodePoolWithDefaults(check, key, pool, { owner, maxPodsPerNode });
  }
  check.that(
    existing !== undefined || Object.values(nodePools).some(takesSystemPods),
    "nodePools",
    Object.keys(nodePools),
    "maps with a pool of at least one node and no taints but those of a system pool, for the system's own pods",
  );
  checkCapacity(check, nodePools, network);
  return { ...common, ...placeOf(args, check), nodePools, maxPodsPerNode };
}

function placeOf(args: ClusterArgs, check: ArgumentChecks) {
  const { network, existing, nodeZones, availability = "regional" } = args;
  const { region } = network;
  const zone = args.zone ?? `${region}-b`;
  check.oneOf("availability", availability, ["regional", "zonal"]);
  check.that(
    args.zone === undefined || availability === "zonal",
    "zone",
    args.zone,
    'none unless availability is "zonal"',
  );
  check.that(isZoneOf(zone, region), "zone", zone, `zones of ${region}, such as ${region}-b`);
  check.that(
    nodeZones === undefined || availability === "regional",
    "nodeZones",
    nodeZones,
    'none unless availability is "regional"',
  );
  check.that(
    nodeZones === undefined || (nodeZones.length > 0 && nodeZones.every((each) => isZoneOf(each, region))),
    "nodeZones",
    nodeZones,
    `at least one zone of ${region}, such as ${region}-b`,
  );
  const location = existing ? (existing.location ?? region) : availability === "regional" ? region : zone;
  const regional = location === region;
  return {
    availability: regional ? "regional" : "zonal",
    location,
    zones: regional ? (nodeZones?.length ?? REGIONAL_ZONES) : 1,
    nodeZones,
  } as const;
}

/** What a plan shows of a cluster with pools. */
export function summaryOf(settings: ClusterSettings): Record<string, string> {
  const { location, availability, zones, nodePools, existing } = settings;
  const nodes = describePools(nodePools);
  const spot = Object.keys(nodePools).filter((key) => nodePools[key]?.spot);
  const place = availability === "regional" && !existing ? `${location}, ${zones} zones` : location;
  const relaxations = {
    // Where a cluster that is only read lies was not this program's choice.
    availability: availability === "zonal" && !existing && "one zone",
    nodeZones:
      availability === "regional" && zones < REGIONAL_ZONES && `nodes in ${zones} of ${REGIONAL_ZONES} zones`,
    ...gkeOptOuts(settings),
    ...(nodes ? { protect: unprotected(settings.protect) } : {}),
    nodePools: spot.length > 0 && `spot nodes: ${spot.join(", ")}`,
  };
  return describeCluster(settings, { place, nodes }, relaxations);
}

/** The arguments of an Autopilot cluster, which lies in its region and nowhere else. */
export function autopilotWithDefaults(check: ArgumentChecks, args: GkeClusterArgs): GkeSettings {
  const settings = gkeWithDefaults(check, args);
  const { existing } = args;
  check.that(
    existing?.location === undefined || existing.location === settings.region,
    "existing.location",
    existing?.location,
    `${settings.region}: Autopilot clusters lie in a region`,
  );
  if (existing) {
    // Its nodes are neither made nor changed here.
    refuseWithExisting(args, ["imageRepositories", "networkTags"], check);
  }
  return settings;
}
