import { z } from "zod";
import { common, image, NETWORK_MISSING, scaling, subnetworksHaveNetwork } from "#blueprints/settings/common";
import { oneRegion, regionSettings } from "#blueprints/settings/regions";

const settings = z.strictObject({
  ...common,
  regions: oneRegion(regionSettings({})),
  web: z.strictObject({ image, scaling }),
});

/** Settings of a stack: what differs between its environments. */
export const starterSettings = settings.refine(subnetworksHaveNetwork, NETWORK_MISSING);

export type StarterSettings = z.infer<typeof starterSettings>;
