import type { Output } from "@pulumi/pulumi";
import { argumentsOf } from "#components/core/arguments";
import { confirmed } from "#components/core/existing";
import { planAddresses, type RegionAddresses } from "#components/network/addresses/address-plan";
import type { NetworkRegion } from "#components/network/network-region";
import { PODS_RANGE, SERVICES_RANGE } from "#components/network/vpc/region";
import type { SystemContext } from "../contract/context.ts";
import type { SliceOutputs } from "../contract/slice.ts";
import type { Foundation } from "../foundation.ts";
import { type GoogleSettings, IMAGES } from "../project.ts";

/** A region of a foundation, as another slice reads it. */
type SharedRegion = Pick<NetworkRegion, "network" | "subnetwork" | "nodesCidr" | "podsCidr" | "servicesCidr">;

/** Outputs of the slice that owns a foundation, for those that build on it. @public */
export interface SharedFoundation {
  /** The network's regions, by name. */
  readonly regions: Readonly<Record<string, SharedRegion>>;
}

/** What a slice that owns a foundation gives to others. */
export function sharedFoundation({ regions }: Foundation): SharedFoundation {
  const shared = Object.entries(regions).map(
    ([key, { network, subnetwork, nodesCidr, podsCidr, servicesCidr }]) =>
      [key, { network, subnetwork, nodesCidr, podsCidr, servicesCidr }] as const,
  );
  return { regions: Object.fromEntries(shared) };
}

/** Arguments of {@link readFoundation}. */
export interface ReadFoundationArgs {
  readonly google: GoogleSettings;
  /** Regions of the network that are used here, such as `["us-central1"]`. */
  readonly regions: readonly string[];
  /** Region of the project's images: `homeRegion` of the foundation. */
  readonly homeRegion: string;
  /** Outputs of the slice that owns it. */
  readonly shared: SliceOutputs<SharedFoundation>;
}

/**
 * The foundation that another slice owns. Policies need its ranges while planning, so they follow from the plan of
 * addresses here as they do there; what the other slice gives confirms them before anything is built upon them.
 */
export function readFoundation(args: ReadFoundationArgs, { providers }: SystemContext): Foundation {
  const { google, homeRegion, shared } = args;
  const places = Object.fromEntries(args.regions.map((region) => [region, {}]));
  const plan = planAddresses(argumentsOf("Foundation", "shared"), {}, places);
  return {
    project: { id: google.project, number: google.projectNumber },
    imageRepositories: { images: { location: homeRegion, repository: IMAGES } },
    regions: Object.fromEntries(
      Object.entries(plan.regions).map(([key, addresses]) => [key, readRegion(key, addresses, shared)]),
    ),
    privateServices: () => {
      throw new Error("managed services belong to the slice that owns the foundation; put databases there");
    },
    inCloud: { providers: [providers.google, providers.random] },
    outputs: {},
  };
}

function readRegion(
  region: string,
  { nodes, pods, services }: RegionAddresses,
  { regions }: SliceOutputs<SharedFoundation>,
): NetworkRegion {
  const found = (field: keyof SharedRegion): Output<string> =>
    regions.apply((all) => {
      const value = all[region]?.[field];
      if (value === undefined) {
        throw new Error(`the foundation has no region "${region}"; it has ${Object.keys(all).join(", ")}`);
      }
      return value;
    });
  const ranges = { nodesCidr: nodes, podsCidr: pods, servicesCidr: services };
  const claims = (["nodesCidr", "podsCidr", "servicesCidr"] as const).map((field) => ({
    argument: `regions["${region}"].${field}`,
    stated: ranges[field],
    found: found(field),
  }));
  return {
    region,
    network: found("network"),
    subnetwork: confirmed(["Foundation", "shared"], found("subnetwork"), claims),
    podsRange: PODS_RANGE,
    servicesRange: SERVICES_RANGE,
    ...ranges,
    drained: false,
  };
}
