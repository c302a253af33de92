import type { ArgumentChecks } from "../../core/arguments.ts";
import type { RegionSettings } from "./regions.ts";
import type { BalancedService } from "./service.ts";

/** Paths with a service of their own. */
export interface BalancedRoute {
  /** Paths such as `/maps`; what lies below them is included. */
  readonly paths: readonly string[];
  /** Whether only the paths themselves are meant. Default false. */
  readonly exact?: boolean;
  /** Pods that answer. */
  readonly service: BalancedService;
}

/** Visitors of some countries, and the regions that serve them. */
export interface BalancedLocation {
  /** Countries, as ISO 3166-1 has them, such as "IN"; each stands in one location. */
  readonly countries: readonly string[];
  /** Keys of the regions that serve them, as long as there is room. */
  readonly regions: readonly string[];
  /**
   * Whether they are served there or not at all, as where data must not leave a country. Default false: other
   * regions take over when those are down or full.
   */
  readonly strict?: boolean;
}

/** What stands for visitors of no location in particular. */
export const EVERYBODY = "everybody";

/** Keys become parts of names, joined by hyphens. */
const KEY = /^[a-z][a-z0-9]*$/;

export function checkRoutes(checks: ArgumentChecks, routes: Readonly<Record<string, BalancedRoute>>): void {
  const taken = new Map<string, string>();
  for (const [key, { paths }] of Object.entries(routes)) {
    checks.matches("routes key", key, KEY, "lower-case letters and digits, from a letter on");
    checks.that(paths.length > 0, `routes["${key}"].paths`, paths, "at least one path");
    for (const path of paths) {
      checks.matches(
        `routes["${key}"].paths`,
        path,
        /^(\/[^/*?#\s]+)+$/,
        "paths such as /maps, without a slash or * at the end; / is the service's own",
      );
      checks.unique(`routes["${key}"].paths`, path, taken, key, { values: "paths", owner: "route" });
    }
  }
}

export function checkLocations(
  checks: ArgumentChecks,
  locations: Readonly<Record<string, BalancedLocation>>,
  regions: Readonly<Record<string, RegionSettings>>,
): void {
  const taken = new Map<string, string>();
  for (const [key, location] of Object.entries(locations)) {
    const at = `locations["${key}"]`;
    checks.matches("locations key", key, KEY, "lower-case letters and digits, from a letter on");
    checks.that(key !== EVERYBODY, "locations key", key, "keys other than everybody, who are served already");
    checks.that(location.countries.length > 0, `${at}.countries`, location.countries, "at least one country");
    for (const country of location.countries) {
      checks.matches(`${at}.countries`, country, /^[A-Z]{2}$/, "two capitals, such as IN");
      checks.unique(`${at}.countries`, country, taken, key, { values: "countries", owner: "location" });
    }
    checks.that(location.regions.length > 0, `${at}.regions`, location.regions, "at least one region's key");
    for (const region of location.regions) {
      checks.oneOf(`${at}.regions`, region, Object.keys(regions));
    }
    checks.that(
      !location.strict || location.regions.some((region) => regions[region]?.drained === false),
      `${at}.regions`,
      location.regions,
      "at least one region that is not drained, since strict leaves no other",
    );
  }
}
