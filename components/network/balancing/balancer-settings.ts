import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { PROJECT_ID, PROJECT_ID_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import { optOuts, unprotected } from "../../core/opt-outs.ts";
import type { GlobalLoadBalancerArgs } from "./args.ts";
import { hostsWithDefaults, LONGEST_LOGICAL_NAME, namesOf } from "./certificates.ts";
import { distributionWithDefaults } from "./distribution.ts";
import { describeRegions, regionsWithDefaults } from "./regions.ts";
import { checkLocations, checkRoutes } from "./routing.ts";
import { serviceWithDefaults } from "./service.ts";

/** What stands for the service that has all paths without a route. */
export const MAIN = "service";

/** Stands for an address that was reserved elsewhere; no name in the cloud has parentheses. */
const GIVEN = "(given)";

/** A global load balancer's arguments with their defaults, plain values only. */
export type BalancerSettings = ReturnType<typeof balancerWithDefaults>;

export function balancerWithDefaults(checks: ArgumentChecks, name: string, args: GlobalLoadBalancerArgs) {
  const { project, address, routes = {}, locations = {}, tls = {} } = args;
  const { minimumVersion = "1.2", profile = "RESTRICTED" } = tls;
  // Names in the cloud follow from it.
  checks.matches("name", name, RESOURCE_NAME, RESOURCE_NAME_RULE);
  checks.matches("project.id", project.id, PROJECT_ID, PROJECT_ID_RULE);
  if (typeof address === "string") {
    checks.matches("address", address, RESOURCE_NAME, RESOURCE_NAME_RULE);
    checks.that(address.length <= 63, "address", address, "names of at most 63 characters");
  } else {
    const reserved = address.resources.address;
    checks.that(
      GlobalAddress.isInstance(reserved),
      "address",
      "an address of one region",
      "anycast addresses, which are reserved without a region",
    );
  }
  const hosts = hostsWithDefaults(checks, args.hosts);
  const regions = regionsWithDefaults(checks, args.regions);
  checkRoutes(checks, routes);
  checks.that(!(MAIN in routes), "routes key", MAIN, "keys other than service, which has all other paths");
  checkLocations(checks, locations, regions);
  checkNames(checks, name, Object.keys(hosts), Object.keys(routes), Object.keys(locations));
  checks.oneOf("tls.minimumVersion", minimumVersion, ["1.2", "1.3"]);
  checks.oneOf("tls.profile", profile, ["MODERN", "RESTRICTED"]);
  checks.that(
    minimumVersion === "1.2" || profile === "RESTRICTED",
    "tls.profile",
    profile,
    '"RESTRICTED" where the lowest version is 1.3',
  );
  const services = Object.entries(routes).map(([key, { paths, exact = false, service }]) => {
    const settings = serviceWithDefaults(checks, `routes["${key}"].service`, service);
    return [key, { paths, exact, service: settings }] as const;
  });
  return {
    project: project.id,
    address: typeof address === "string" ? address : GIVEN,
    hosts,
    regions,
    service: serviceWithDefaults(checks, "service", args.service),
    routes: Object.fromEntries(services),
    locations,
    tls: { minimumVersion, profile },
    distribution: distributionWithDefaults(checks, args.distribution ?? {}),
    protect: args.protect ?? true,
  };
}

function checkNames(
  checks: ArgumentChecks,
  name: string,
  hosts: readonly string[],
  routes: readonly string[],
  locations: readonly string[],
): void {
  const pools = [`${name}-backend`, ...routes.map((key) => `${name}-route-${key}`)];
  const longest = pools.flatMap((pool) => [`${pool}-health`, ...locations.map((key) => `${pool}-in-${key}`)]);
  const certificates = hosts.map((key) => `${name}-certificate-${key}-subdomains`);
  for (const made of [...certificates, ...longest]) {
    checks.that(
      made.length <= LONGEST_LOGICAL_NAME,
      "name",
      name,
      `shorter, or with shorter keys: ${made} has ${made.length} of ${LONGEST_LOGICAL_NAME} characters`,
    );
  }
}

/** What a plan shows of a load balancer. */
export function summaryOf(
  settings: BalancerSettings,
  has: { readonly armor: boolean; readonly clients: boolean },
): Record<string, string> {
  const { hosts, regions, service, routes, locations, tls } = settings;
  const { health } = service;
  const ownAddress = settings.address !== GIVEN;
  const places = Object.entries(locations).map(
    ([key, { countries, regions: served, strict }]) =>
      `${key} (${countries.join(" ")}) → ${served.join(", ")}${strict ? " only" : ""}`,
  );
  const paths = Object.values(routes).map(
    ({ paths: own, service: { endpointGroup } }) => `${own.join(" ")} → ${endpointGroup}`,
  );
  return {
    hosts: namesOf(hosts).join(", "),
    regions: describeRegions(regions),
    tls: `${tls.minimumVersion === "1.3" ? "1.3" : "1.2 and 1.3"}, then ${service.protocol} to the pods`,
    health: `${health.path} every ${health.intervalSeconds} s, out after ${health.failures} failures`,
    ...(paths.length > 0 ? { routes: paths.join(" · ") } : {}),
    ...(places.length > 0 ? { locations: places.join(" · ") } : {}),
    ...(has.clients ? { clients: "show a certificate" } : {}),
    ...optOuts({
      protect: ownAddress && unprotected(settings.protect),
      armor: !has.armor && "everybody is let in",
      tls: tls.profile === "MODERN" && "ciphers of older clients",
      distribution: !settings.distribution.drainUnhealthy && "zones keep their share when they fail",
      logs: service.logSampleRate === 0 && "requests are not logged",
    }),
  };
}
