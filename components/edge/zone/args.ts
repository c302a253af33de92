import type { Input } from "@pulumi/pulumi";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { BotPolicy } from "../bots.ts";
import type { Bucket } from "../buckets.ts";
import type { OriginRegion } from "../origin-regions.ts";
import type { ZoneRecord } from "../records.ts";
import type { ZoneRules } from "../rules/collect.ts";
import type { ZoneTransport } from "../settings.ts";
import type { ErrorPages } from "./error-pages.ts";
import type { ZoneSettings } from "./settings.ts";

/** Arguments of a {@link Zone}. */
export interface ZoneArgs {
  /**
   * Registered domain, such as `sql-studio.app`; a name below it on the Enterprise plan only. A change replaces the zone.
   */
  domain: string;
  /** Cloudflare account that owns the zone: 32 hexadecimal digits. Refused with `existing`, else required. */
  accountId?: string;
  /**
   * A zone that is there already, by its id of 32 hexadecimal digits: it is read, and never created, changed,
   * protected or deleted; its DNSSEC, settings, records and rules become this program's. Default none: a zone
   * is created.
   */
  existing?: { readonly zoneId: string };
  /** Plan that the zone is subscribed to; arguments that need a higher one are refused. */
  plan: PlanTier;
  /** Whether Pulumi refuses to delete the zone and its DNSSEC. Default true. */
  protect?: boolean;
  /**
   * Names that certificates beside universal SSL have, such as `*.app.example.com` of an advanced certificate. Only
   * hosts with a certificate may be proxied; universal SSL has the domain and one label below it. Default none.
   */
  certificates?: readonly string[];
  /** DNS records by a key of your choice, which is their identity. */
  records: Readonly<Record<string, ZoneRecord>>;
  /** How visitors and origin are spoken to. Default: strict TLS, 1.2 and up, HSTS, origin pulls. */
  transport?: ZoneTransport;
  /** Other settings of the zone, each left as it is unless stated. Default: HTTP/3, WebSockets, Early Hints, Brotli. */
  settings?: ZoneSettings;
  /** Pages in place of the edge's own, by Cloudflare's names, such as `500_errors`. Pro and up. Default none. */
  errorPages?: ErrorPages;
  /** What happens to automated visitors. Default: blocked as far as the plan can. */
  bots?: BotPolicy;
  /**
   * Firewall, limits, cache, headers and redirects, each under a key that names its rules. They are values,
   * made by functions of `rules/`: `managedFirewall`, `refuse`, `refuseAttacks`, `refuseCountries`, `allow`,
   * `challengeSuspicious`, `challengeLeakedPasswords`, `calmerDdosRules`, `rateLimit`, `exceptFromManagedRules`, `exemptFromBotFight`, `errorResponse`, `cached`,
   * `cachedByType`, `neverStored`, `bypassed`, `cacheKey`, `responseHeaders`, `fontCors`, `redirectHost`, `redirect`.
   * Their order is the edge's, not the map's. Default none.
   */
  rules?: ZoneRules;
  /** Ends of the names of cookies that carry a session, at least one. Default: {@link SESSION_COOKIES}. */
  sessionCookies?: readonly string[];
  /** Whether data centres ask an upper one before the origin, as a shield. Default true. */
  tieredCache?: boolean;
  /** Regions of origins in public clouds, by a key of your choice, for the choice of the upper one. Default none. */
  originRegions?: Readonly<Record<string, OriginRegion>>;
  /** Hosts that a public storage bucket answers for, by a key of your choice. Default none. */
  buckets?: Readonly<Record<string, Bucket>>;
  /**
   * Certificate that the edge shows the origin, in place of the one that all of Cloudflare's customers share.
   * With it the origin knows this zone from others; its routes take {@link Zone.originPullAuthority}. Without an
   * `authority` the certificate has signed itself. All as PEM. Default: the shared one.
   */
  originPullCertificate?: {
    readonly certificate: Input<string>;
    readonly privateKey: Input<string>;
    readonly authority?: Input<string>;
  };
  /** Whether log-ins are compared with published leaks, for rules to act on. Default true. */
  leakedCredentialCheck?: boolean;
}
