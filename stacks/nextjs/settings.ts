import { z } from "zod";
import { common, image, NETWORK_MISSING, scaling, subnetworksHaveNetwork } from "#blueprints/settings/common";
import { oneRegion, regionSettings, zones } from "#blueprints/settings/regions";

const settings = z.strictObject({
  ...common,
  regions: oneRegion(regionSettings({ zones })),
  app: z.strictObject({ image, scaling }),
  worker: z.strictObject({
    image,
    replicas: z.int().min(1).max(50).describe("pods that take jobs off the queue"),
  }),
  database: z.strictObject({
    tier: z.string().describe("Cloud SQL machine, such as db-custom-2-7680"),
    replicas: z
      .record(z.string().regex(/^[a-z][a-z0-9-]*$/), z.strictObject({ tier: z.string().exactOptional() }))
      .describe("read replicas by name; a name is an identity, so removing one leaves the others"),
  }),
  cache: z.strictObject({
    memoryGiB: z.number().min(1).max(100).describe("memory of the primary"),
    replicas: z.int().min(0).max(5).describe("copies that take over; 0 loses the cache with its node"),
  }),
});

/** Settings of a nextjs stack: what differs between its environments. */
export const nextjsSettings = settings.refine(subnetworksHaveNetwork, NETWORK_MISSING);

export type NextjsSettings = z.infer<typeof nextjsSettings>;
