import { Firewall } from "@pulumi/gcp/compute/firewall.js";
import { Network as Vpc } from "@pulumi/gcp/compute/network.js";
import type { ComponentResourceOptions, Output } from "@pulumi/pulumi";
import { type ArgumentChecks, argumentsOf } from "../arguments.ts";
import { Component } from "../component.ts";
import { type AddressPlanArgs, planAddresses, type RegionSlot } from "./address-plan.ts";
import { HEALTH_CHECK_RANGES } from "./fixed-ranges.ts";
import type { NetworkRegion } from "./network-region.ts";
import {
  createPrivateServices,
  type PrivateServices,
  type PrivateServicesNodes,
} from "./private-services.ts";
import { REGION, REGION_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "./project.ts";
import { createRegion, type RegionNodes } from "./region.ts";

/** A region of a {@link Network}. */
export interface NetworkRegionArgs extends RegionSlot {
  /** Whether balancers lead traffic from outside to other regions. Default false; nothing is taken down. */
  readonly drained?: boolean;
}

/** Arguments of a {@link Network}. */
export interface NetworkArgs {
  /**
   * Start of all names in the cloud, unique in the project, such as `howlerops-prod`. Names are at most 63
   * characters with what is added. Changing it replaces everything.
   */
  readonly prefix: string;
  /** Regions by key; a key that is a region's name needs nothing more. Adding or removing one leaves the others alone. */
  readonly regions: Readonly<Record<string, NetworkRegionArgs>>;
  /** Where addresses come from. Default: blocks of /14 out of 10.0.0.0/8. */
  readonly addresses?: AddressPlanArgs;
  /**
   * Whether Google's managed services (Cloud SQL) may be given addresses in the network, over Private
   * Service Access. Default false; the range is kept free either way.
   */
  readonly privateServices?: boolean;
  /**
   * TCP ports, 1 to 65535, that Google's health checks and global load balancers reach on nodes and pods
   * directly. Default none: load balancers of Kubernetes Services open what they need themselves.
   */
  readonly healthCheckPorts?: readonly number[];
  /** Share of connections in the flow logs, above 0 up to 1. Default 0.5 (source: VPC Flow Logs). */
  readonly flowLogSampling?: number;
  /** Whether network, subnets and the managed services' range refuse deletion. Default true. */
  readonly protect?: boolean;
}

/**
 * A private network: a VPC with a subnet, a router and a NAT in every region, flow logs, Private Google
 * Access, and no way in except what a rule names. Machines in it have no public address.
 */
export class Network extends Component {
  /** Regions by the keys of the argument. */
  readonly regions: Readonly<Record<string, NetworkRegion>>;
  /** Id of the VPC. */
  readonly networkId: Output<string>;
  /** The range of managed services and what they wait for; undefined unless asked for. */
  readonly privateServices: PrivateServices | undefined;
  readonly nodes: {
    readonly network: Vpc;
    readonly regions: Readonly<Record<string, RegionNodes>>;
    readonly firewalls: Readonly<Record<string, Firewall>>;
    readonly privateServices: PrivateServicesNodes | undefined;
  };

  constructor(name: string, args: NetworkArgs, opts?: ComponentResourceOptions) {
    const check = argumentsOf("Network", name);
    const settings = withDefaults(args, check);
    const plan = planAddresses(settings.addresses, settings.regions, check);
    super("network", "Network", name, { ...settings, plan }, opts);

    const { prefix, protect, flowLogSampling } = settings;
    const child = { parent: this };
    const network = new Vpc(
      `${name}-vpc`,
      {
        name: prefix,
        autoCreateSubnetworks: false,
        // Global routes let a balancer or a peer in one region reach subnets in another.
        routingMode: "GLOBAL",
        deletionPolicy: protect ? "PREVENT" : "DELETE",
      },
      { ...child, protect },
    );
    const firewalls: Record<string, Firewall> = { "deny-ingress": denyIngress(name, prefix, network, child) };
    const regions: Record<string, NetworkRegion> = {};
    const regionNodes: Record<string, RegionNodes> = {};
    for (const [key, addresses] of Object.entries(plan.regions)) {
      const { region = key, drained = false } = settings.regions[key] ?? {};
      const common = { owner: name, key, region, addresses, prefix, drained, flowLogSampling, protect };
      const created = createRegion({ ...common, network: network.id }, child);
      regions[key] = created.region;
      regionNodes[key] = created.nodes;
      if (settings.healthCheckPorts.length > 0) {
        firewalls[`health-checks-${key}`] = new Firewall(
          `${name}-health-checks-${key}`,
          {
            name: `${prefix}-health-checks-${key}`,
            network: network.id,
            direction: "INGRESS",
            priority: 1000,
            sourceRanges: [...HEALTH_CHECK_RANGES],
            // One rule a region, so that a region that comes or goes changes no rule of another.
            destinationRanges: [addresses.nodes, addresses.pods],
            allows: [{ protocol: "tcp", ports: settings.healthCheckPorts.map(String) }],
          },
          child,
        );
      }
    }
    const services = settings.privateServices
      ? createPrivateServices(
          { owner: name, prefix, network: network.id, cidr: plan.privateServices, protect },
          child,
        )
      : undefined;

    this.networkId = network.id;
    this.regions = regions;
    this.privateServices = services?.privateServices;
    this.nodes = { network, regions: regionNodes, firewalls, privateServices: services?.nodes };
    this.publish({ summary: summarize(settings, Object.values(regions)) });
  }
}

function summarize(settings: ReturnType<typeof withDefaults>, regions: readonly NetworkRegion[]) {
  const drained = regions.filter((region) => region.drained).map(({ region }) => region);
  return {
    regions: regions.map(({ region, nodesCidr }) => `${region} ${nodesCidr}`).join(" · "),
    ingress: settings.healthCheckPorts.length > 0 ? "denied, except health checks" : "denied",
    egress: "NAT, no public addresses",
    ...(settings.privateServices ? { "managed services": "private range" } : {}),
    ...(drained.length > 0 ? { drained: drained.join(", ") } : {}),
    ...(settings.protect ? {} : { protection: "off" }),
  };
}

/** The implied rule denies too, but its drops are never logged. */
function denyIngress(owner: string, prefix: string, network: Vpc, opts: ComponentResourceOptions): Firewall {
  return new Firewall(
    `${owner}-deny-ingress`,
    {
      name: `${prefix}-deny-ingress`,
      network: network.id,
      direction: "INGRESS",
      priority: 65534,
      sourceRanges: ["0.0.0.0/0"],
      denies: [{ protocol: "all" }],
      logConfig: { metadata: "INCLUDE_ALL_METADATA" },
    },
    opts,
  );
}

function withDefaults(args: NetworkArgs, check: ArgumentChecks) {
  const { prefix, regions, addresses = {}, privateServices = false, healthCheckPorts = [] } = args;
  const { flowLogSampling = 0.5, protect = true } = args;
  check.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  check.that(Object.keys(regions).length > 0, "regions", regions, "maps with at least one region");
  for (const [key, { region = key }] of Object.entries(regions)) {
    check.matches("regions key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
    check.matches(`regions["${key}"].region`, region, REGION, REGION_RULE);
    const longest = `${prefix}-health-checks-${key}`;
    check.that(
      longest.length <= 63,
      "prefix",
      prefix,
      `shorter: ${longest} has ${longest.length} of 63 characters`,
    );
  }
  for (const port of healthCheckPorts) {
    check.whole("healthCheckPorts", port, 1, 65535);
  }
  check.that(
    flowLogSampling > 0 && flowLogSampling <= 1,
    "flowLogSampling",
    flowLogSampling,
    "above 0 up to 1 (share of connections)",
  );
  return { prefix, regions, addresses, privateServices, healthCheckPorts, flowLogSampling, protect };
}
