import type { FactInputs } from "#graph/facts";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { refuseWithExisting } from "../../core/existing.ts";
import { optOut } from "../../core/opt-outs.ts";
import {
  checkCapacity,
  type NodePoolSettings,
  nodePoolFact,
  nodePoolWithDefaults,
  takesSystemPods,
} from "../nodes/settings.ts";
import type { ClusterArgs, GkeClusterArgs } from "./args.ts";
import { type GkeSettings, gkeFacts, gkeOptOuts, gkeWithDefaults, isZoneOf } from "./settings.ts";

/** Default number of zones across which GKE spreads a regional cluster's nodes. */
const REGIONAL_ZONES = 3;

/** A cluster's arguments with their defaults, plain values only. */
export type ClusterSettings = ReturnType<typeof clusterWithDefaults>;

export function clusterWithDefaults(checks: ArgumentChecks, owner: string, args: ClusterArgs) {
  const common = gkeWithDefaults(checks, args);
  const { network, existing, nodePools: given = {}, maxPodsPerNode = 48 } = args;
  if (existing) {
    refuseWithExisting(checks, args, ["availability", "zone", "nodeZones"]);
    if (Object.keys(given).length === 0) {
      // They apply to nodes, and there are none.
      refuseWithExisting(checks, args, ["maxPodsPerNode", "imageRepositories", "networkTags"]);
    }
  }
  checks.whole("maxPodsPerNode", maxPodsPerNode, 8, 256, "pods");
  const nodePools: Record<string, NodePoolSettings> = {};
  for (const [key, pool] of Object.entries(given)) {
    nodePools[key] = nodePoolWithDefaults(checks, key, pool, { owner, maxPodsPerNode });
  }
  checks.that(
    existing !== undefined || Object.values(nodePools).some(takesSystemPods),
    "nodePools",
    Object.keys(nodePools),
    "maps with a pool of at least one node and no taints but those of a system pool, for the system's own pods",
  );
  checkCapacity(checks, nodePools, network);
  return { ...common, ...placeOf(checks, args), nodePools, maxPodsPerNode };
}

function placeOf(checks: ArgumentChecks, args: ClusterArgs) {
  const { network, existing, nodeZones, availability = "regional" } = args;
  const { region } = network;
  const zone = args.zone ?? `${region}-b`;
  checks.oneOf("availability", availability, ["regional", "zonal"]);
  checks.that(
    args.zone === undefined || availability === "zonal",
    "zone",
    args.zone,
    'none unless availability is "zonal"',
  );
  checks.that(isZoneOf(zone, region), "zone", zone, `zones of ${region}, such as ${region}-b`);
  checks.that(
    nodeZones === undefined || availability === "regional",
    "nodeZones",
    nodeZones,
    'none unless availability is "regional"',
  );
  checks.that(
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

/** Published facts of a cluster with pools. */
export function clusterFacts(settings: ClusterSettings): FactInputs {
  const { location, availability, zones, nodePools, existing } = settings;
  const pools = Object.entries(nodePools);
  const spot = pools.map(([key, pool]) => [`nodePools.${key}.spot`, optOut(pool.spot, false)] as const);
  const regional = availability === "regional";
  const entries = {
    // The program did not choose the location of a cluster that is only read.
    availability: !existing && optOut(availability, "regional"),
    nodeZones: regional && zones < REGIONAL_ZONES && { value: zones, default: REGIONAL_ZONES },
    ...gkeOptOuts(settings),
    ...(pools.length > 0 ? { protect: optOut(settings.protect, true) } : {}),
    ...Object.fromEntries(spot),
  };
  return {
    location: { name: location, ...(regional && !existing ? { zones } : {}) },
    ...(pools.length > 0 ? { nodePools: pools.map(nodePoolFact) } : {}),
    ...gkeFacts(settings, entries),
  };
}

/** The arguments of an Autopilot cluster, which is always regional. */
export function autopilotWithDefaults(checks: ArgumentChecks, args: GkeClusterArgs): GkeSettings {
  const settings = gkeWithDefaults(checks, args);
  const { existing } = args;
  checks.that(
    existing?.location === undefined || existing.location === settings.region,
    "existing.location",
    existing?.location,
    `${settings.region}: Autopilot clusters lie in a region`,
  );
  if (existing) {
    // The program neither creates nor changes its nodes.
    refuseWithExisting(checks, args, ["imageRepositories", "networkTags"]);
  }
  return settings;
}
