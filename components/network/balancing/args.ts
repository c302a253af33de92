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
  /** Project that the endpoint groups lie in, by id and number. */
  readonly project: ProjectIdentity;
  /**
   * A {@link ReservedAddress} without a region, or the name in the cloud of one that is to be reserved, unique in
   * the project, such as `gmail-auth-prod`. A change gives a new address.
   */
  readonly address: ReservedAddress | string;
  /**
   * Host names that it answers to, by a key of your choice, such as `{ site: "example.com" }`; with
   * `{ name: "example.com", subdomains: true }` also those right below. Each gets a certificate of its own as soon
   * as its record of `ownership` stands in the zone.
   */
  readonly hosts: Readonly<Record<string, BalancedHost>>;
  /** Regions by a key of your choice; one that comes or goes changes the list of backends and nothing else. */
  readonly regions: Readonly<Record<string, BalancedRegion>>;
  /** Pods that answer whatever no route is about. */
  readonly service: BalancedService;
  /** Paths with pods of their own, by a key of your choice; the longest path is asked first. Default none. */
  readonly routes?: Readonly<Record<string, BalancedRoute>>;
  /**
   * Countries that are led to regions of your choice, by a key of your choice; they are told by the header
   * `CF-IPCountry`. Default none: a request is served by the region nearest to where it reaches Google, which
   * behind Cloudflare is the data centre nearest to the visitor. (Cloudflare's own {@link LoadBalancer} steers by
   * place too, between addresses; it is an add-on to the zone's plan.)
   */
  readonly locations?: Readonly<Record<string, BalancedLocation>>;
  /** Who is let in. Default: an {@link ArmorPolicy} that admits Cloudflare only; false admits everybody. */
  readonly armor?: ArmorPolicy | false;
  /**
   * Authority, as PEM, of the certificate that clients have to show, such as the one that signs a zone's
   * `originPullCertificate`: with it nobody but that zone gets in, while Cloudflare's ranges admit all its
   * customers. The cloud takes only certificates made for clients (extended key usage); whether Cloudflare's shared
   * one is, is untested. It needs the API `networksecurity`. Default none: nobody is asked for one.
   */
  readonly clientAuthority?: Input<string>;
  /** How visitors have to speak TLS. Default: 1.2 or 1.3 with forward secrecy. */
  readonly tls?: BalancerTls;
  /** How requests are spread. Default: the nearest region that is at least 70% healthy and has room. */
  readonly distribution?: BalancerDistribution;
  /** Whether the address refuses to be released, since names outside point to it. Default true. */
  readonly protect?: boolean;
}
