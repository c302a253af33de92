import type { ComponentResourceOptions, Inputs } from "@pulumi/pulumi";
import type { ProjectIdentity } from "#components/core/google/project";
import { Network } from "#components/network/network";
import type { NetworkRegion } from "#components/network/network-region";
import type { NetworkRegionArgs } from "#components/network/vpc/args";
import type { EgressAddresses } from "#components/network/vpc/egress";
import type { PrivateServices } from "#components/network/vpc/private-services";
import type { ImageRepository } from "#components/project/image-repositories";
import { BALANCED_PORTS } from "./balanced-exposure.ts";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import { createProject, type ProjectBlueprintArgs } from "./project.ts";

import type { ExistingNetworkSettings, ExistingSubnetworkSettings } from "./settings/existing.ts";

/** A region of a {@link Foundation}. */
export interface FoundationRegion {
  /** Existing infrastructure, whose subnet is read instead of created. Default none. */
  readonly existing?: { readonly subnetwork?: ExistingSubnetworkSettings; readonly cluster?: object };
  /** Whether load balancers route external traffic to other regions. Default false. */
  readonly drained?: boolean;
  /** Fixed public addresses of its egress, by a key of your choice. Default: Google chooses them. */
  readonly egressAddresses?: EgressAddresses;
}

/** Arguments of {@link createFoundation}. */
export interface FoundationArgs extends Omit<ProjectBlueprintArgs, "region"> {
  /** Regions of the network by name, such as `us-central1`; adding or removing one does not affect the others. */
  readonly regions: Readonly<Record<string, FoundationRegion>>;
  /** Region of the project's keys, images and states. Default: the first of `regions`. */
  readonly homeRegion?: string;
  /** Whether Google's managed services get addresses in the network. Default false. */
  readonly privateServices?: boolean;
  /** Whether a global load balancer reaches pods in the network. Default false. */
  readonly balanced?: boolean;
}

/** A project and a network, as arguments of clusters, databases and load balancers. @public */
export interface Foundation {
  readonly project: ProjectIdentity;
  readonly imageRepositories: Readonly<Record<string, ImageRepository>>;
  /** Regions of the network, by name. */
  readonly regions: Readonly<Record<string, NetworkRegion>>;
  /** Range of Google's managed services. @throws Error if the network has none */
  privateServices(): PrivateServices;
  /** Options of resources in the project. */
  readonly inCloud: ComponentResourceOptions;
  /** The foundation's part of the stack's outputs. */
  readonly outputs: Inputs;
}

/**
 * Bootstraps an empty project and creates a network across regions: what exists once, regardless of the number of
 * clusters.
 *
 * @throws Error in a slice that owns neither
 */
export function createFoundation(args: FoundationArgs, context: SystemContext): Foundation {
  const { name, google, regions, privateServices = false, balanced = false } = args;
  const { stack, environment, providers } = context;
  const names = blueprintNames(name, stack);
  const clouds = { providers: [providers.google, providers.random] };
  const region = args.homeRegion ?? given(Object.keys(regions)[0], "regions is empty; expected at least one");
  // The policy of a project decides for all of its clusters.
  const restrictImages = !Object.values(regions).some(({ existing: read }) => read?.cluster);
  const project = createProject({ restrictImages, ...args, region }, context, clouds);
  const inCloud = { ...clouds, dependsOn: [project] };
  const existing = google.existing?.network;
  if (!existing) {
    context.claim("network");
  }
  const network = new Network(
    names.of("network"),
    {
      prefix: names.prefix,
      regions: Object.fromEntries(Object.entries(regions).map(([key, each]) => [key, regionArgs(each)])),
      ...(existing ? { existing: networkArgs(existing) } : { privateServices }),
      healthCheckPorts: balanced ? BALANCED_PORTS : [],
      protect: environment.protect,
    },
    inCloud,
  );
  return {
    project: { id: google.project, number: google.projectNumber },
    imageRepositories: project.imageRepositories,
    regions: network.regions,
    privateServices: () =>
      given(
        network.privateServices,
        "the network has no range for managed services; google.existing.network.privateServices names one",
      ),
    inCloud,
    outputs: {
      state: project.stateUrl,
      ...(project.secretsProvider ? { secretsProvider: project.secretsProvider } : {}),
    },
  };
}

function regionArgs({ existing, drained, egressAddresses }: FoundationRegion): NetworkRegionArgs {
  const { subnetwork } = existing ?? {};
  return {
    ...(drained === undefined ? {} : { drained }),
    ...(egressAddresses === undefined ? {} : { egressAddresses }),
    ...(subnetwork ? { existing: subnetworkArgs(subnetwork) } : {}),
  };
}

function subnetworkArgs({ name, ...ranges }: ExistingSubnetworkSettings) {
  return { subnetwork: name, ...ranges };
}

function networkArgs({ id, privateServices }: ExistingNetworkSettings) {
  return { networkId: id, ...(privateServices ? { privateServices } : {}) };
}

function given<T>(value: T | undefined, otherwise: string): T {
  if (value === undefined) {
    throw new Error(otherwise);
  }
  return value;
}
