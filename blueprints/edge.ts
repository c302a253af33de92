import type { ZoneRecord } from "#components/edge/records";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import type { ZoneRule } from "#components/edge/rules/rule";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allowVerifiedBots } from "#components/edge/rules/security/custom";
import { managedFirewall, type Sensitivity } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { SystemContext } from "./context.ts";
import { blueprintNames } from "./names.ts";

/** Requests that one address may send in a period before it is answered 429. */
export interface EdgeLimit {
  readonly requests: number;
  /** Length of the period, in seconds; the zone's plan says how long it may be. */
  readonly periodSeconds: number;
}

/** Arguments of {@link createEdge}. */
export interface EdgeArgs {
  /** Start of logical names. Default none, for the first zone. */
  readonly name?: string;
  /** Registrable domain of the zone, such as `example.com`. */
  readonly domain: string;
  readonly cloudflare: {
    /** Account in which the zone is created, 32 hexadecimal digits. */
    readonly accountId: string;
    readonly plan: PlanTier;
    /** An existing zone, which is read and not created. Default none. */
    readonly zoneId?: string;
  };
  /** How often one address may call the API, and try to log in. Default for log-ins: as often as anything else. */
  readonly limits: { readonly api: EdgeLimit; readonly login?: EdgeLimit | undefined };
  /** DNS records by key; a key that comes or goes leaves the others alone. */
  readonly records: Readonly<Record<string, ZoneRecord>>;
  /** Beginnings of the paths of the API. Default `/api/`. */
  readonly apiPaths?: readonly string[];
  /** Beginnings of the paths at which users log in. */
  readonly loginPaths: readonly string[];
  /** How suspicious the managed firewall is of a request; low catches least. Default "medium". */
  readonly wafSensitivity?: Sensitivity;
  /** Cache rules and whatever else is the site's own, by key. */
  readonly rules: Readonly<Record<string, ZoneRule>>;
}

/**
 * The zone of a site, with the firewall, limits and security headers that every site has. The Free plan holds
 * neither the managed rulesets nor a second limit: a zone on it goes without, and the plan shows it.
 *
 * @throws Error in a slice that does not own the zone
 */
export function createEdge(args: EdgeArgs, { stack, environment, providers, claim }: SystemContext): Zone {
  claim("zone");
  const { domain, cloudflare, limits, records, loginPaths, rules } = args;
  const { apiPaths = ["/api/"], wafSensitivity: sensitivity = "medium" } = args;
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
      rules: {
        ...(plan === "free" ? {} : { waf: managedFirewall({ sensitivity }) }),
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
