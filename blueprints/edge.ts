import type { ZoneRecord } from "#components/edge/records";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import type { ZoneRule } from "#components/edge/rules/rule";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allowVerifiedBots } from "#components/edge/rules/security/custom";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { SystemContext } from "./context.ts";

interface Limit {
  readonly requests: number;
  readonly periodSeconds: number;
}

/** What a system says about its Cloudflare zone. */
export interface EdgeArgs {
  readonly domain: string;
  readonly cloudflare: {
    readonly accountId: string;
    readonly plan: PlanTier;
    /** A zone that is there already and is only read. */
    readonly zoneId?: string;
  };
  readonly limits: { readonly api: Limit; readonly login?: Limit | undefined };
  readonly records: Readonly<Record<string, ZoneRecord>>;
  /** Beginnings of the paths at which users log in. */
  readonly loginPaths: readonly string[];
  /** Cache rules and whatever else the site has of its own. */
  readonly rules: Readonly<Record<string, ZoneRule>>;
}

/**
 * The zone of a site, with the firewall, limits and security headers that every site has. The Free plan holds
 * neither the managed rulesets nor a second limit: a zone on it goes without, and the plan shows it.
 */
export function createEdge(args: EdgeArgs, { environment, providers }: SystemContext): Zone {
  const { domain, cloudflare, limits, records, loginPaths, rules } = args;
  const { login } = limits;
  const { accountId, plan, zoneId } = cloudflare;
  return new Zone(
    "edge",
    {
      domain,
      plan,
      ...(zoneId === undefined ? { accountId } : { existing: { zoneId } }),
      protect: environment.protect,
      records,
      rules: {
        ...(plan === "free" ? {} : { waf: managedFirewall({ sensitivity: "medium" }) }),
        goodBots: allowVerifiedBots(),
        attacks: refuseAttacks(),
        ...(login ? { loginLimit: rateLimit({ paths: loginPaths, ...login, label: "log-in" }) } : {}),
        apiLimit: rateLimit({ paths: ["/api/"], ...limits.api, label: "API" }),
        ...rules,
        security: responseHeaders(securityHeaders()),
      },
    },
    { provider: providers.cloudflare },
  );
}
