import type { FactInputs } from "#graph/facts";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { refuseWithExisting } from "../../core/existing.ts";
import { REGION, REGION_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import { optOut, optOuts } from "../../core/opt-outs.ts";
import { type AddressPlan, planAddresses } from "../addresses/address-plan.ts";
import type { NetworkRegion } from "../network-region.ts";
import type { NetworkArgs, NetworkRegionArgs } from "./args.ts";
import { checkEgressAddresses } from "./egress.ts";
import { checkExistingNetwork, checkExistingSubnetworks, type ExistingSubnetwork } from "./existing.ts";
import { checkEndpoints, serviceConnectionsWithDefaults } from "./service-connections.ts";

/** Default share of connections in the flow logs. Source: VPC Flow Logs, sampling. */
const FLOW_LOG_SAMPLING = 0.5;

/** A network's arguments with their defaults, plain values only. */
export type NetworkSettings = ReturnType<typeof networkWithDefaults>;

export function networkWithDefaults(checks: ArgumentChecks, args: NetworkArgs) {
  const { prefix, regions, addresses = {}, existing, healthCheckPorts = [] } = args;
  const { flowLogSampling = FLOW_LOG_SAMPLING, protect = true } = args;
  checks.matches("prefix", prefix, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.that(Object.keys(regions).length > 0, "regions", regions, "maps with at least one region");
  const serviceConnections = serviceConnectionsWithDefaults(checks, args.serviceConnections ?? {});
  const longest = ["health-checks", ...serviceConnections.map(([service]) => service)];
  for (const [key, region] of Object.entries(regions)) {
    checkRegion(checks, key, region, { prefix, shared: existing !== undefined });
    for (const name of longest.map((each) => `${prefix}-${each}-${key}`)) {
      checks.that(
        name.length <= 63,
        "prefix",
        prefix,
        `shorter: ${name} has ${name.length} of 63 characters`,
      );
    }
  }
  for (const port of healthCheckPorts) {
    checks.whole("healthCheckPorts", port, 1, 65535);
  }
  checks.that(
    flowLogSampling > 0 && flowLogSampling <= 1,
    "flowLogSampling",
    flowLogSampling,
    "above 0 up to 1 (share of connections)",
  );
  const own = Object.fromEntries(Object.entries(regions).filter(([, region]) => !region.existing));
  const plan = planAddresses(checks, addresses, own);
  if (existing) {
    refuseWithExisting(checks, args, ["privateServices"]);
    checkExistingNetwork(checks, existing, blocksOf(plan));
    checkExistingSubnetworks(checks, existingOf(regions), blocksOf(plan));
  }
  for (const { endpoints } of Object.values(plan.regions)) {
    checkEndpoints(checks, serviceConnections, endpoints);
  }
  const { privateServices = false } = args;
  return {
    prefix,
    regions,
    addresses,
    existing,
    privateServices,
    serviceConnections,
    healthCheckPorts,
    flowLogSampling,
    protect,
    plan,
  };
}

function checkRegion(
  checks: ArgumentChecks,
  key: string,
  { region = key, slot, existing, egressAddresses }: NetworkRegionArgs,
  { prefix, shared }: { readonly prefix: string; readonly shared: boolean },
): void {
  checks.matches("regions key", key, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches(`regions["${key}"].region`, region, REGION, REGION_RULE);
  const at = `regions["${key}"].existing`;
  checks.that(
    existing === undefined || shared,
    at,
    existing?.subnetwork,
    "none unless the network is existing too",
  );
  checks.that(
    existing === undefined || slot === undefined,
    `regions["${key}"].slot`,
    slot,
    "none together with existing, which is only read",
  );
  checks.that(
    existing === undefined || egressAddresses === undefined,
    `regions["${key}"].egressAddresses`,
    egressAddresses,
    "none together with existing, whose NAT exists too",
  );
  if (egressAddresses) {
    checkEgressAddresses(checks, `regions["${key}"].egressAddresses`, prefix, key, egressAddresses);
  }
  checks.matches(`${at}.subnetwork`, existing?.subnetwork, RESOURCE_NAME, RESOURCE_NAME_RULE);
}

function existingOf(regions: NetworkArgs["regions"]): Record<string, ExistingSubnetwork> {
  return Object.fromEntries(
    Object.entries(regions).flatMap(([key, { existing }]) => (existing ? [[key, existing] as const] : [])),
  );
}

function blocksOf(plan: AddressPlan): string[] {
  return Object.values(plan.regions).map(({ block }) => block);
}

/** Published facts of a network. */
export function networkFacts(
  settings: NetworkSettings,
  regions: Readonly<Record<string, NetworkRegion>>,
): FactInputs {
  const { existing, healthCheckPorts, serviceConnections, flowLogSampling, protect, plan } = settings;
  const own = Object.keys(plan.regions).length > 0;
  const managed = settings.privateServices || existing?.privateServices;
  return {
    ...(existing ? { existing: { kind: "network", name: existing.networkId.split("/").at(-1) } } : {}),
    regions: Object.entries(regions).map(([key, { region, nodesCidr, drained }]) => {
      const fixed = Object.keys(settings.regions[key]?.egressAddresses ?? {}).length;
      return { region, cidr: nodesCidr, drained, ...(fixed > 0 ? { egressAddresses: fixed } : {}) };
    }),
    ...(own
      ? {
          defaultTraffic: {
            ingress: "deny",
            egress: "nat",
            ...(healthCheckPorts.length > 0 ? { allowed: ["health-checks"] } : {}),
          },
        }
      : {}),
    ...(managed ? { managedServices: { access: "private-range" } } : {}),
    ...(serviceConnections.length > 0
      ? { serviceConnections: serviceConnections.map(([service, { limit }]) => ({ service, limit })) }
      : {}),
    ...(own
      ? optOuts({
          flowLogSampling: flowLogSampling < FLOW_LOG_SAMPLING && {
            value: flowLogSampling,
            default: FLOW_LOG_SAMPLING,
          },
          protect: optOut(protect, true),
        })
      : {}),
  };
}
