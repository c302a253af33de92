import { ValidationRecords } from "#components/edge/validation-records";
import type { Zone } from "#components/edge/zone";
import { HEALTH_PATH } from "#components/ingress/nginx/values";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import { groupOf } from "./balanced-exposure.ts";
import type { Platform } from "./platform.ts";
import type { SystemContext } from "./system.ts";

/** What a system says about the load balancer in front of it. */
export interface BalancingArgs {
  /** Host names that it answers to, by a key of your choice. */
  readonly hosts: Readonly<Record<string, string>>;
}

/**
 * A global load balancer between the edge and the ingress controller, which ends TLS near the edge and encrypts
 * again. Its certificates come once the records in the zone are seen; until then the edge answers 525 or 526.
 * Source: nextjs, load balancer in front of the servers.
 */
export function createBalancing(
  { hosts }: BalancingArgs,
  platform: Platform,
  { stack, environment }: SystemContext,
): GlobalLoadBalancer {
  const { region, zones, ingress, address, project } = platform;
  return new GlobalLoadBalancer(
    "balancer",
    {
      project,
      address,
      hosts,
      regions: {
        [region.region]: { zones, drained: region.drained, ready: [ingress.resources.release] },
      },
      service: {
        endpointGroup: groupOf(stack),
        endpoint: ingress.endpoint,
        health: { path: HEALTH_PATH },
        webSocketIdleSeconds: 3600,
      },
      protect: environment.protect,
    },
    platform.inCloud,
  );
}

/** The records in a zone by which a load balancer's certificates prove who owns its hosts. */
export function proveHosts(
  { ownership }: GlobalLoadBalancer,
  zone: Zone,
  { providers }: SystemContext,
): void {
  new ValidationRecords(
    "ownership",
    { zone, records: ownership, askedBy: "Google Certificate Manager" },
    { provider: providers.cloudflare },
  );
}
