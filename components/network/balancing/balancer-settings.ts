import { GlobalAddress } from "@pulumi/gcp/compute/globalAddress.js";
import type { FactInputs } from "#graph/facts";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { PROJECT_ID, PROJECT_ID_RULE, RESOURCE_NAME, RESOURCE_NAME_RULE } from "../../core/google/project.ts";
import { optOut, optOuts } from "../../core/opt-outs.ts";
import type { GlobalLoadBalancerArgs } from "./args.ts";
import { hostsWithDefaults, LONGEST_LOGICAL_NAME, namesOf } from "./certificates.ts";
import { distributionWithDefaults } from "./distribution.ts";
import { regionsWithDefaults } from "./regions.ts";
import { checkLocations, checkRoutes } from "./routing.ts";
import { serviceWithDefaults } from "./service.ts";

/** Key of the default service, for all paths without a route. */
export const MAIN = "service";

/** Placeholder for an address reserved elsewhere; no name in the cloud has parentheses. */
const GIVEN = "(given)";

/** A global load balancer's arguments with their defaults, plain values only. */
export type BalancerSettings = ReturnType<typeof balancerWithDefaults>;

export function balancerWithDefaults(checks: ArgumentChecks, name: string, args: GlobalLoadBalancerArgs) {
  const { project, address, routes = {}, locations = {}, tls = {} } = args;
  const { minimumVersion = "1.2", profile = "RESTRICTED" } = tls;
  // Names in the cloud are derived from it.
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
  checkNames(checks, name, {
    hosts: Object.keys(hosts),
    routes: Object.keys(routes),
    locations: Object.keys(locations),
  });
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
  keys: {
    readonly hosts: readonly string[];
    readonly routes: readonly string[];
    readonly locations: readonly string[];
  },
): void {
  const { hosts, routes, locations } = keys;
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

/** Published facts of a load balancer. */
export function balancerFacts(
  settings: BalancerSettings,
  has: { readonly armor: boolean; readonly clients: boolean },
): FactInputs {
  const { hosts, regions, service, routes, locations, tls } = settings;
  const { health } = service;
  const paths = Object.values(routes);
  const places = Object.entries(locations);
  return {
    hosts: namesOf(hosts),
    regions: Object.values(regions).map(({ region, zones, capacity, drained }) => ({
      region,
      zones,
      capacity,
      drained,
    })),
    tls: { min: tls.minimumVersion, max: "1.3", upstream: service.protocol },
    healthCheck: {
      path: health.path,
      intervalSeconds: health.intervalSeconds,
      failures: health.failures,
    },
    ...(paths.length > 0
      ? {
          routes: paths.map(({ paths: own, exact, service: { endpointGroup } }) => ({
            paths: own,
            match: exact ? "exact" : "prefix",
            to: endpointGroup,
          })),
        }
      : {}),
    ...(places.length > 0
      ? {
          geoRouting: places.map(([name, { countries, regions: served, strict = false }]) => ({
            name,
            countries,
            regions: served,
            strict,
          })),
        }
      : {}),
    ...(has.clients ? { clientCertificates: "required" } : {}),
    ...optOuts({
      protect: settings.address !== GIVEN && optOut(settings.protect, true),
      armor: !has.armor && { value: false, default: true },
      "tls.profile": optOut(tls.profile, "RESTRICTED"),
      "distribution.drainUnhealthy": optOut(settings.distribution.drainUnhealthy, true),
      "service.logSampleRate": service.logSampleRate === 0 && { value: 0, default: 1 },
    }),
  };
}
