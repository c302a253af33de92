import { PLAN_TIERS } from "#models/cloudflare/plan-limits";
import { normalName } from "#models/dns/names";
import { argumentsOf } from "../../core/arguments.ts";
import { refuseWithExisting } from "../../core/existing.ts";
import { checkBots } from "../bots.ts";
import { checkBuckets } from "../buckets.ts";
import { checkHosts } from "../hosts.ts";
import { checkOriginRegions } from "../origin-regions.ts";
import { checkRules } from "../plan-limits/check.ts";
import { tierChecks } from "../plan-limits/tier-checks.ts";
import { checkRecordConflicts } from "../record-conflicts.ts";
import { checkRecords } from "../records/check.ts";
import { normalRecords } from "../records/normal-form.ts";
import { credentialsBypass, SESSION_COOKIES, unshareable } from "../rules/caching/cache.ts";
import { collect, type ZoneRules } from "../rules/collect.ts";
import { checkTransport } from "../settings.ts";
import type { ZoneArgs } from "./args.ts";
import { checkErrorPages } from "./error-pages.ts";
import { checkSettings } from "./settings.ts";
import { subscriptionOf } from "./subscription.ts";

const HEXADECIMAL = /^[0-9a-f]{32}$/;

/**
 * A zone's arguments with defaults, names in the form that Cloudflare stores, and its rules by phase.
 *
 * @throws ArgumentError naming the zone, the argument and what is allowed
 */
export function zoneWithDefaults(name: string, args: ZoneArgs) {
  const checks = argumentsOf("Zone", name, args);
  const { plan, protect = true, transport = {}, bots = {} } = args;
  const domain = normalName(args.domain);
  const records = normalRecords(args.records);
  checks.oneOf("plan", plan, PLAN_TIERS);
  const tier = tierChecks(checks, plan);
  checks.matches(
    "domain",
    domain,
    /^([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
    "domains such as example.com",
  );
  const { existing } = args;
  const subscription = subscriptionOf(checks, args);
  checks.that(
    existing !== undefined || args.accountId !== undefined,
    "accountId",
    args.accountId,
    "32 hexadecimal digits, unless the zone is existing",
  );
  checks.matches("accountId", args.accountId, HEXADECIMAL, "32 hexadecimal digits");
  checks.matches("existing.zoneId", existing?.zoneId, HEXADECIMAL, "32 hexadecimal digits");
  if (existing) {
    refuseWithExisting(checks, args, ["accountId"]);
  }
  checkRecords(tier, records);
  checkRecordConflicts(checks, records, domain);
  checkHosts(checks, { ...args, domain, records });
  checkBuckets(checks, args.buckets ?? {});
  checkOriginRegions(checks, args.originRegions ?? {});
  checkTransport(checks, transport);
  checkSettings(tier, args.settings ?? {});
  checkErrorPages(tier, args.errorPages ?? {});
  checkBots(tier, bots);
  const sessionCookies = args.sessionCookies ?? SESSION_COOKIES;
  checks.that(sessionCookies.length > 0, "sessionCookies", sessionCookies, "at least one name");
  for (const cookie of sessionCookies) {
    checks.matches("sessionCookies", cookie, /^[\w!#$%&'*+.^`|~-]+$/, "names of cookies");
  }
  const always: ZoneRules = {
    credentials: credentialsBypass(sessionCookies),
    unshareable: unshareable(),
  };
  for (const key of Object.keys(always)) {
    checks.that(!args.rules?.[key], "rules' key", key, "keys other than the zone's own");
  }
  const zoneRules: ZoneRules = { ...args.rules, ...always };
  const rules = collect(checks, zoneRules);
  checkRules(tier, rules, domain);
  return {
    domain,
    existing,
    plan,
    subscription,
    protect,
    transport,
    bots,
    sessionCookies,
    records,
    /** The zone's own rules among them. */
    zoneRules,
    rules,
  };
}
