import type { Input } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../../core/google/project.ts";
import type { ArmorPolicy } from "../armor-policy.ts";
import type { ReservedAddress } from "../reserved-address.ts";
import type { BalancedHost } from "./certificates.ts";
import type { BalancerDistribution } from "./distribution.ts";
import type { BalancerTls } from "./front-end.ts";
import type { BalancedRegion } from "./regions.ts";
import type { BalancedLocation, BalancedRoute } from "./routing.ts";
import type { BalancedService } from "./service.ts";
/** Arguments of a {@link GlobalLoadBalancer}. */
export interface GlobalLoadBalancerArgs {
  /** Project of the endpoint groups, by id and number. */
  readonly project: ProjectIdentity;
  /**
   * A {@link ReservedAddress} without a region, or the name in the cloud of an address to reserve, unique in the
   * project, such as `gmail-auth-prod`. Changing it allocates a new address.
   */
  readonly address: ReservedAddress | string;
  /**
   * Host names that it serves, by a key of your choice, such as `{ site: "example.com" }`; with `{ name: "example.com",
   * subdomains: true }` also those directly below. Each gets a separate certificate as soon as its `ownership` record
   * is in the zone.
   */
  readonly hosts: Readonly<Record<string, BalancedHost>>;
  /** Regions by a key of your choice; adding or removing one changes only the list of backends. */
  readonly regions: Readonly<Record<string, BalancedRegion>>;
  /** Default pods, for requests without a matching route. */
  readonly service: BalancedService;
  /** Paths with other pods, by a key of your choice; the longest path wins. Default none. */
  readonly routes?: Readonly<Record<string, BalancedRoute>>;
  /**
   * Countries that are routed to specific regions, by a key of your choice; the header `CF-IPCountry` identifies them.
   * Default none: a request is served by the region nearest to where it enters Google's network, which behind
   * Cloudflare is near the data center nearest to the visitor. (Cloudflare's {@link LoadBalancer} also steers by
   * location, between addresses; it is an add-on to the zone's plan.)
   */
  readonly locations?: Readonly<Record<string, BalancedLocation>>;
  /** Admission. Default: an {@link ArmorPolicy} that admits only Cloudflare; false admits everybody. */
  readonly armor?: ArmorPolicy | false;
  /**
   * Authority, as PEM, of the required client certificates, such as the one that signs a zone's
   * `originPullCertificate`: it admits only that zone, while Cloudflare's ranges admit all its customers. The cloud
   * accepts only certificates for client authentication (extended key usage); whether Cloudflare's shared one qualifies
   * is untested. It needs the API `networksecurity`. Default none: no client certificate is required.
   */
  readonly clientAuthority?: Input<string>;
  /** TLS policy for visitors. Default: 1.2 or 1.3 with forward secrecy. */
  readonly tls?: BalancerTls;
  /** How requests are distributed. Default: the nearest region that is at least 70% healthy and has capacity. */
  readonly distribution?: BalancerDistribution;
  /** Whether the address refuses deletion, since external DNS names point to it. Default true. */
  readonly protect?: boolean;
}
