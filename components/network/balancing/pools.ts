import type { BackendService } from "@pulumi/gcp/compute/backendService.js";
import type { HealthCheck } from "@pulumi/gcp/compute/healthCheck.js";
import type { ServiceLbPolicies } from "@pulumi/gcp/networkservices/serviceLbPolicies.js";
import {
  type CustomResourceOptions,
  type Input,
  interpolate,
  mergeOptions,
  type Resource,
} from "@pulumi/pulumi";
import type { RegionSettings } from "./regions.ts";
import { type BalancedLocation, EVERYBODY } from "./routing.ts";
import { createBackendService, createHealthCheck, type ServiceSettings } from "./service.ts";
import type { Pools } from "./url-map.ts";

/** The pods of one service, once by default and once per location. */
export interface Pool {
  readonly healthCheck: HealthCheck;
  /** By "everybody", or the location's key. */
  readonly services: Readonly<Record<string, BackendService>>;
  readonly ids: Pools;
}

/** Inputs of pools besides their service. */
export interface PoolsFrom {
  /** Name of the default backend service. */
  readonly first: string;
  readonly project: string;
  readonly regions: Readonly<Record<string, RegionSettings>>;
  readonly locations: Readonly<Record<string, BalancedLocation>>;
  readonly distribution: ServiceLbPolicies;
  readonly securityPolicy?: Input<string>;
  /** Resources that must exist before backends can refer to them. */
  readonly ready: readonly Resource[];
}

/**
 * The health check and the backend services of one service, by default and per location. A location has a separate
 * backend service over the same endpoint groups, which prefers its regions: the load balancer's own choice, the nearest
 * region, cannot be configured.
 */
export function createPools(
  prefix: string,
  from: PoolsFrom,
  settings: ServiceSettings,
  opts: CustomResourceOptions,
): Pool {
  const { first, project, regions, locations, distribution, securityPolicy } = from;
  const healthCheck = createHealthCheck(`${prefix}-health`, settings, opts);
  const common = {
    project,
    healthCheck: healthCheck.id,
    distribution: interpolate`//networkservices.googleapis.com/${distribution.id}`,
    ...(securityPolicy === undefined ? {} : { securityPolicy }),
  };
  const afterPods = mergeOptions(opts, { dependsOn: [...from.ready] });
  const everybody = createBackendService(first, settings, { ...common, regions }, afterPods);
  const services: Record<string, BackendService> = { [EVERYBODY]: everybody };
  const ids: Record<string, Input<string>> = {};
  for (const [key, { regions: served, strict = false }] of Object.entries(locations)) {
    const around = strict
      ? { ...common, regions: onlyThose(regions, served) }
      : { ...common, regions, preferred: served };
    const service = createBackendService(`${first}-in-${key}`, settings, around, afterPods);
    services[key] = service;
    ids[key] = service.id;
  }
  return { healthCheck, services, ids: { everybody: everybody.id, locations: ids } };
}

function onlyThose(regions: Readonly<Record<string, RegionSettings>>, keys: readonly string[]) {
  return Object.fromEntries(Object.entries(regions).filter(([key]) => keys.includes(key)));
}
