import type { OriginRegion } from "#components/edge/origin-regions";
import type { ZoneRecord } from "#components/edge/records";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import type { ZoneRule } from "#components/edge/rules/rule";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allowVerifiedBots } from "#components/edge/rules/security/custom";
import { exemptFromBotFight } from "#components/edge/rules/security/exceptions";
import { managedFirewall, type Sensitivity } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { SystemContext } from "./contract/context.ts";
import { blueprintNames } from "./names.ts";

/** Requests that one address may send per period; beyond that the response is 429. @public */
export interface EdgeLimit {
  readonly requests: number;
  /** Length of the period, in seconds; the zone's plan limits it. */
  readonly periodSeconds: number;
}

/** Arguments of {@link createEdge}. */
export interface EdgeArgs {
  /** Prefix of logical names. Default none, for the first zone. */
  readonly name?: string;
  /** Registrable domain of the zone, such as `example.com`. */
  readonly domain: string;
  readonly cloudflare: {
    /** Account in which the zone is created, 32 hexadecimal digits. */
    readonly accountId: string;
    readonly plan: PlanTier;
    /** Id of an existing zone, which is read instead of created. Default none. */
    readonly zoneId?: string;
  };
  /** Rate limits per address for the API and for logins. Default for logins: no separate limit. */
  readonly limits: { readonly api: EdgeLimit; readonly login?: EdgeLimit | undefined };
  /** DNS records by key; adding or removing a key does not affect the others. */
  readonly records: Readonly<Record<string, ZoneRecord>>;
  /** Path prefixes of the API. Default `/api/`. */
  readonly apiPaths?: readonly string[];
  /** Path prefixes of the login. */
  readonly loginPaths: readonly string[];
  /**
   * Path prefixes that webhooks and monitors request: on paid plans, which block automated visitors, these pass bot
   * detection, but no other rule. Default `/health`.
   */
  readonly automatedPaths?: readonly string[];
  /** Sensitivity of the managed firewall; "low" catches the least. Default "medium". */
  readonly wafSensitivity?: Sensitivity;
  /** Regions of origins in public clouds, by key. Default none: the edge has to find them out, and often cannot. */
  readonly originRegions?: Readonly<Record<string, OriginRegion>>;
  /** Cache rules and other site-specific rules, by key. */
  readonly rules: Readonly<Record<string, ZoneRule>>;
}

/**
 * The zone of a site, with the firewall, rate limits and security headers that every site has. The Free plan includes
 * neither the managed rulesets nor a second rate limit: a zone on it omits them, and the plan shows it.
 *
 * @throws Error in a slice that does not own the zone
 */
export function createEdge(args: EdgeArgs, { stack, environment, providers, claim }: SystemContext): Zone {
  claim("zone");
  const { domain, cloudflare, limits, records, loginPaths, rules } = args;
  const { apiPaths = ["/api/"], automatedPaths = ["/health"], wafSensitivity: sensitivity = "medium" } = args;
  const { login } = limits;
  const { accountId, plan, zoneId } = cloudflare;
  return new Zone(
    blueprintNames(args.name, stack).of("edge"),
    {
      domain,
      plan,
      ...(zoneId === undefined ? { accountId } : { existing: { zoneId } }),
      protect: environment.protect,
      records,
      ...(args.originRegions ? { originRegions: args.originRegions } : {}),
      rules: {
        ...(plan === "free" ? {} : { waf: managedFirewall({ sensitivity }) }),
        ...(plan === "free" || automatedPaths.length === 0
          ? {}
          : { machines: exemptFromBotFight({ label: "webhooks and monitors pass", paths: automatedPaths }) }),
        goodBots: allowVerifiedBots(),
        attacks: refuseAttacks(),
        ...(login ? { loginLimit: rateLimit({ paths: loginPaths, ...login, label: "log-in" }) } : {}),
        apiLimit: rateLimit({ paths: apiPaths, ...limits.api, label: "API" }),
        ...rules,
        security: responseHeaders(securityHeaders()),
      },
    },
    { provider: providers.cloudflare },
  );
}
