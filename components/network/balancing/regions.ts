import type * as inputs from "@pulumi/gcp/types/input.js";
import type { Resource } from "@pulumi/pulumi";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { REGION, REGION_RULE } from "../../core/google/project.ts";
import type { Endpoint } from "../../core/link.ts";

/** A region that a {@link GlobalLoadBalancer} leads requests to. */
export interface BalancedRegion {
  /** Region, such as `asia-south1`. Default: the key of the map. */
  readonly region?: string;
  /**
   * Zones in which there are endpoint groups, such as `asia-south1-a`: those in which pods run. Default none, for
   * a region that is being built.
   */
  readonly zones?: readonly string[];
  /** Whether requests are led to other regions; what runs here keeps running. Default false. */
  readonly drained?: boolean;
  /** Share of the region's capacity that is used, 0.1 to 1, such as 0.1 for a first try. Default 1. */
  readonly capacity?: number;
  /** What makes the pods there, such as the release of an ingress controller; backends wait for it. Default nothing. */
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
    checks.that(new Set(zones).size === zones.length, `regions["${key}"].zones`, zones, "each zone once");
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

/** What the backends of one service are made from. */
export interface BackendsFrom {
  readonly project: string;
  readonly regions: Readonly<Record<string, RegionSettings>>;
  /** Name of the endpoint groups, the same in every zone. */
  readonly endpointGroup: string;
  readonly maxRatePerEndpoint: number;
  /** Keys of the regions that are filled first; without any the nearest is. */
  readonly preferred?: readonly string[];
}

/**
 * One backend a zone. They stand in the order of their names, so that the order in which regions are written
 * says nothing, and one that comes or goes leaves the others alone.
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

/** Address of an endpoint group; the provider asks for it in full. */
export function groupIn(project: string, zone: string, name: string): string {
  return `https://www.googleapis.com/compute/v1/projects/${project}/zones/${zone}/networkEndpointGroups/${name}`;
}
