import { ValidationRecords } from "#components/edge/validation-records";
import type { Zone } from "#components/edge/zone";
import { HEALTH_PATH } from "#components/ingress/nginx/values";
import type { BalancedRegion } from "#components/network/balancing/regions";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";
import type { Platform } from "./platform.ts";

/** Arguments of {@link createBalancing}. @public */
export interface BalancingArgs {
  /** Prefix of logical names. Default none, for the first load balancer. */
  readonly name?: string;
  /** Host names that it serves, by a key of your choice. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Idle timeout of WebSockets, in seconds. Default 3600. */
  readonly webSocketIdleSeconds?: number;
}

/**
 * A global load balancer between the edge and the ingress controllers of one or more platforms, which terminates TLS
 * near the edge and re-encrypts. Its certificates are issued once the zone's records are visible; until then the edge
 * responds with 525 or 526. Source: nextjs, load balancer in front of the servers.
 *
 * @param platforms each in a different region; the load balancer of the first also balances the others
 * @throws Error for a platform that is not balanced, or is balanced by another load balancer
 */
export function createBalancing(
  { name, hosts, webSocketIdleSeconds = 3600 }: BalancingArgs,
  platforms: readonly [Platform, ...Platform[]],
  { stack, environment }: SystemContext,
): GlobalLoadBalancer {
  const [first] = platforms;
  const names = blueprintNames(name, stack);
  const { ingress, address, project, endpointGroup } = first;
  if (endpointGroup === undefined || platforms.some((each) => each.endpointGroup !== endpointGroup)) {
    const found = platforms.map((each) => each.endpointGroup ?? "none").join(", ");
    throw new Error(
      `endpoint groups of the platforms are ${found}; expected the same: set balanced of the first, and balanced of the others to the first`,
    );
  }
  return new GlobalLoadBalancer(
    names.of("balancer"),
    {
      project,
      address,
      hosts,
      regions: Object.fromEntries(platforms.map((each) => [each.region.region, regionOf(each)])),
      service: {
        endpointGroup,
        endpoint: ingress.endpoint,
        health: { path: HEALTH_PATH },
        webSocketIdleSeconds,
      },
      protect: environment.protect,
    },
    first.inCloud,
  );
}

/** Arguments of {@link proveHosts}. */
export interface HostProofArgs {
  /** Prefix of logical names. Default none, for the first load balancer. */
  readonly name?: string;
  readonly balancer: GlobalLoadBalancer;
  /** Zone of the balancer's hosts. */
  readonly zone: Zone;
}

/** The records in a zone by which a load balancer's certificates prove who owns its hosts. */
export function proveHosts(
  { name, balancer, zone }: HostProofArgs,
  { stack, providers }: SystemContext,
): void {
  new ValidationRecords(
    blueprintNames(name, stack).of("ownership"),
    { zone, records: balancer.ownership, askedBy: "Google Certificate Manager" },
    { provider: providers.cloudflare },
  );
}

function regionOf({ zones, region, ingress }: Platform): BalancedRegion {
  return { zones, drained: region.drained, ready: [ingress.resources.release], to: ingress.endpoint };
}
