import { ValidationRecords } from "#components/edge/validation-records";
import type { Zone } from "#components/edge/zone";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import { HEALTH_PATH } from "#components/ingress/nginx/values";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import { groupOf } from "./balanced-exposure.ts";
import type { SystemContext } from "./context.ts";
import type { Platform } from "./platform.ts";

/** What a system says about the load balancer in front of it. */
export interface BalancingArgs {
  /** Host names that it answers to, by a key of your choice. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Zone of the hosts. */
  readonly edge: Zone;
}

/**
 * A global load balancer between the edge and the ingress controller, which ends TLS near the edge and encrypts
 * again. Its certificates come once the records in the zone are seen; until then the edge answers 525 or 526.
 * Source: nextjs, load balancer in front of the servers.
 */
export function createBalancing(
  { hosts, edge }: BalancingArgs,
  platform: Platform,
  { stack, environment, providers }: SystemContext,
): void {
  const { region, zones, ingress, address, project } = platform;
  const { name, peer } = ingress.controller;
  const { ownership } = new GlobalLoadBalancer(
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
        endpoint: { name, peer, port: NGINX_PODS.https, protocol: "https" },
        health: { path: HEALTH_PATH },
        webSocketIdleSeconds: 3600,
      },
      protect: environment.protect,
    },
    platform.inCloud,
  );
  new ValidationRecords(
    "ownership",
    { zone: edge, records: ownership, askedBy: "Google Certificate Manager" },
    { provider: providers.cloudflare },
  );
}
