import { z } from "zod";
import { common, image, NETWORK_MISSING, scaling, subnetworksHaveNetwork } from "#blueprints/settings/common";
import { oneRegion, regionSettings } from "#blueprints/settings/regions";

const LOCATIONS = ["ord", "iad", "sjc", "fra", "syd"] as const;

const settings = z.strictObject({
  ...common,
  regions: oneRegion(regionSettings({})),
  frontend: z.strictObject({
    image,
    replicas: z.int().min(1).max(20).default(2).describe("pods, fixed; source: howlerops, frontend"),
  }),
  backend: z.strictObject({ image, scaling }),
  database: z.strictObject({
    organization: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .describe("Turso organization"),
    replicas: z
      .array(z.enum(LOCATIONS))
      .describe("Turso locations besides the primary, which is ord; source: howlerops, database"),
    pool: z
      .strictObject({
        open: z.int().min(1).max(1000).default(25).describe("connections per pod"),
        idle: z.int().min(0).max(1000).default(10).describe("connections per pod kept when unused"),
      })
      .default({ open: 25, idle: 10 }),
  }),
});

/** Settings of a howlerops stack: what differs between its environments. */
export const howleropsSettings = settings.refine(subnetworksHaveNetwork, NETWORK_MISSING);

export type HowleropsSettings = z.infer<typeof howleropsSettings>;
