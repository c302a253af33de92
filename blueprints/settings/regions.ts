import { z } from "zod";
import { REGIONS } from "#components/network/addresses/region-slots";
import { existingCluster, existingSubnetwork } from "./existing.ts";

/** Nodes of a cluster, across all its zones. */
const nodes = z
  .strictObject({
    machineType: z.string().describe("Compute Engine machine type, such as e2-medium"),
    min: z.int().min(1).max(1000).describe("nodes that always run, over all zones"),
    max: z.int().min(1).max(1000).describe("nodes at most, over all zones"),
  })
  .refine(({ min, max }) => min <= max, { error: "min is above max", path: ["min"] });

/** Settings of a region with a cluster. */
export const clusterRegion = {
  nodes: nodes.optional(),
  existing: z
    .strictObject({
      subnetwork: existingSubnetwork.exactOptional(),
      cluster: existingCluster.exactOptional(),
    })
    .refine(({ cluster, subnetwork }) => !cluster || subnetwork, {
      error: "an existing cluster needs its existing subnet: add existing.subnetwork",
      path: ["cluster"],
    })
    .exactOptional()
    .describe("existing (read-only) infrastructure of the region; default: it is created"),
} as const;

/** Letters of the nodes' zones, for a region behind a load balancer. */
export const zones = z
  .array(z.string().regex(/^[a-f]$/))
  .min(1)
  .max(4)
  .describe(
    "letters of the zones that nodes run in, such as a for us-central1-a; one where the cluster has one",
  );

/** A region's settings; nodes are optional only if an existing cluster has its own. */
export function regionSettings<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject({ ...clusterRegion, ...shape }).refine(hasNodes, NODES_MISSING);
}

const NODES_MISSING = {
  error: "missing; expected settings machineType, min, max, unless existing.cluster brings nodes",
  path: ["nodes"],
};

const nodesOrCluster = z.looseObject({
  nodes: z.unknown().optional(),
  existing: z.looseObject({ cluster: z.unknown().optional() }).optional(),
});

function hasNodes(region: object): boolean {
  const { nodes: own, existing } = nodesOrCluster.parse(region);
  return own !== undefined || existing?.cluster !== undefined;
}

/** Name of a region in Google Cloud. */
export const regionName = z
  .enum(REGIONS)
  .describe("such as us-central1; gcloud compute regions list prints them");

/** Regions with their settings, by name. */
type RegionMap<Region extends z.ZodType> = z.ZodType<Readonly<Record<string, z.output<Region>>>>;

/** Regions of a system by their names in Google Cloud; at least one. @public */
export function regions<Region extends z.ZodType>(region: Region): RegionMap<Region> {
  const map = z
    .partialRecord(regionName, region)
    .refine((given) => Object.keys(given).length > 0, "is empty; expected a region, such as us-central1")
    .describe("what each region has of its own, by name");
  // Partial only because not every region is present: every present name has settings.
  return map as RegionMap<Region>;
}

/** The region of a single-region system: a map with one entry. */
export function oneRegion<Region extends z.ZodType>(region: Region): RegionMap<Region> {
  return regions(region).refine((given) => Object.keys(given).length < 2, {
    error: ({ input }) =>
      `found ${Object.keys(Object(input)).join(", ")}; expected one, as this system runs in one region`,
  });
}

/** Name and settings of a single-region system's region. @throws Error if there is none, or several */
export function onlyRegion<Region>(given: Readonly<Record<string, Region>>): [name: string, Region] {
  const [[name, region] = [], ...others] = Object.entries(given);
  if (name === undefined || region === undefined || others.length > 0) {
    throw new Error(`regions are ${Object.keys(given).join(", ") || "none"}; expected one`);
  }
  return [name, region];
}
