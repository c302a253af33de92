import type { ArgumentChecks } from "../../core/arguments.ts";
import type { RegionSettings } from "./regions.ts";
import type { BalancedService } from "./service.ts";

/** Paths with a separate service. */
export interface BalancedRoute {
  /** Paths such as `/maps`, including everything below. */
  readonly paths: readonly string[];
  /** Whether to match only the paths themselves. Default false. */
  readonly exact?: boolean;
  /** The serving pods. */
  readonly service: BalancedService;
}

/** Visitors of some countries, and the regions that serve them. */
export interface BalancedLocation {
  /** Countries, ISO 3166-1, such as "IN"; each belongs to one location. */
  readonly countries: readonly string[];
  /** Keys of the regions that serve them, as long as they have capacity. */
  readonly regions: readonly string[];
  /**
   * Whether they are served only there, for data that must not leave a country. Default false: other regions take over
   * if those are down or full.
   */
  readonly strict?: boolean;
}

/** Key for visitors without a location. */
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
