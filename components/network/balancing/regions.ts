import type * as inputs from "@pulumi/gcp/types/input.js";
import type { Resource } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { REGION, REGION_RULE } from "../../core/google/project.ts";
import type { Endpoint } from "../../core/link.ts";

/** A region to which a {@link GlobalLoadBalancer} routes requests. */
export interface BalancedRegion {
  /** Region, such as `asia-south1`. Default: the key of the map. */
  readonly region?: string;
  /**
   * Zones with endpoint groups, such as `asia-south1-a`: those in which pods run. Default none, for a region that is
   * being built.
   */
  readonly zones?: readonly string[];
  /** Whether requests are routed to other regions; workloads here keep running. Default false. */
  readonly drained?: boolean;
  /** Share of the region's capacity to use, 0.1 to 1, such as 0.1 for a canary. Default 1. */
  readonly capacity?: number;
  /**
   * The resources that create the pods there, such as the release of an ingress controller; backends wait for them.
   * Default none.
   */
  readonly ready?: readonly Resource[];
  /** What answers there, such as the region's ingress: the line in the picture. Default: the service's endpoint. */
  readonly to?: Endpoint;
}

/** A region with its defaults, plain values only. */
export type RegionSettings = Required<Omit<BalancedRegion, "ready" | "to">>;

export function regionsWithDefaults(
  checks: ArgumentChecks,
  regions: Readonly<Record<string, BalancedRegion>>,
): Readonly<Record<string, RegionSettings>> {
  const settings: Record<string, RegionSettings> = {};
  for (const [key, { region = key, zones = [], drained = false, capacity = 1 }] of Object.entries(regions)) {
    checks.matches(`regions["${key}"].region`, region, REGION, REGION_RULE);
    for (const zone of zones) {
      checks.that(
        zone.startsWith(`${region}-`) && zone.length === region.length + 2,
        `regions["${key}"].zones`,
        zone,
        `zones of ${region}, such as ${region}-b`,
      );
    }
    checks.distinct(`regions["${key}"].zones`, zones, "each zone once");
    // Source: Compute Engine API, backendServices: a scaler is 0, or at least 0.1.
    checks.range(`regions["${key}"].capacity`, capacity, 0.1, 1, "a share; drained stands for 0");
    settings[key] = { region, zones, drained, capacity };
  }
  checks.that(Object.keys(settings).length > 0, "regions", regions, "maps with at least one region");
  const serving = Object.values(settings).filter(({ zones }) => zones.length > 0);
  // The cloud refuses a share of 0 for the only backend.
  checks.that(
    serving.length === 0 || serving.some(({ drained }) => !drained),
    "regions",
    Object.keys(settings),
    "maps in which a region with zones is not drained",
  );
  return settings;
}

/** Inputs of one service's backends. */
export interface BackendsFrom {
  readonly project: string;
  readonly regions: Readonly<Record<string, RegionSettings>>;
  /** Name of the endpoint groups, the same in every zone. */
  readonly endpointGroup: string;
  readonly maxRatePerEndpoint: number;
  /** Keys of the preferred regions; by default the nearest is preferred. */
  readonly preferred?: readonly string[];
}

/**
 * One backend per zone, sorted by name, so that the order of regions is irrelevant, and adding or removing one does not
 * affect the others.
 */
export function backendsOf(from: BackendsFrom): inputs.compute.BackendServiceBackend[] {
  const { project, regions, endpointGroup, maxRatePerEndpoint, preferred } = from;
  return Object.entries(regions)
    .flatMap(([key, { zones, drained, capacity }]) =>
      zones.map((zone) => ({
        group: groupIn(project, zone, endpointGroup),
        balancingMode: "RATE",
        maxRatePerEndpoint,
        capacityScaler: drained ? 0 : capacity,
        ...(preferred ? { preference: preferred.includes(key) ? "PREFERRED" : "DEFAULT" } : {}),
      })),
    )
    .sort((one, other) => (one.group < other.group ? -1 : 1));
}

/** URL of an endpoint group; the provider requires the full form. */
export function groupIn(project: string, zone: string, name: string): string {
  return `https://www.googleapis.com/compute/v1/projects/${project}/zones/${zone}/networkEndpointGroups/${name}`;
}
