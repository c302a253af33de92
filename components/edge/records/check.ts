import { LIMITS, type TierLimits } from "#models/cloudflare/plan-limits";
import { isDnsName, isServiceName } from "#models/dns/names";
import type { TierChecks } from "../plan-limits/tier-checks.ts";
import { type HostRecord, isHost, isProxied, unproxiedReason, type ZoneRecord } from "../records.ts";
import { checkContents } from "./contents.ts";
import { commentOf } from "./provider-form.ts";

/** Longest time to live that a record may have, in seconds. Source: Cloudflare docs, DNS record TTL. */
const LONGEST_TTL_SECONDS = 86_400;

/**
 * Fails for records that the API would refuse, or that publish the origin without a reason.
 *
 * @internal
 */
export function checkRecords(tier: TierChecks, records: Readonly<Record<string, ZoneRecord>>): void {
  const found = Object.keys(records).length;
  tier.within("records", `${found} records`, `at most ${LIMITS[tier.plan].dnsRecords}`, (limits) => {
    return found <= limits.dnsRecords;
  });
  for (const [key, record] of Object.entries(records)) {
    checkRecord(tier, `records.${key}`, record);
  }
}

function checkRecord(tier: TierChecks, at: string, record: ZoneRecord): void {
  const { checks } = tier;
  checks.that(
    record.name === "@" ||
      record.name === "*" ||
      isDnsName(record.name, { underscores: true, wildcard: true }),
    `${at}.name`,
    record.name,
    '"@" or DNS names',
  );
  if (isHost(record)) {
    checkProxy(tier, at, record);
  }
  checkTtl(tier, at, record);
  const comment = commentOf(record) ?? "";
  tier.within(
    `${at}.comment`,
    comment,
    `at most ${LIMITS[tier.plan].dnsCommentCharacters} characters, with the reason why it is not proxied,`,
    (limits) => comment.length <= limits.dnsCommentCharacters,
  );
  checkContents(checks, at, record);
}

function checkProxy({ checks }: TierChecks, at: string, record: HostRecord): void {
  const service = isServiceName(record.name);
  checks.that(
    !service || record.proxied !== true,
    `${at}.proxied`,
    record.proxied,
    "false or nothing for names with a label that begins with _, which only resolvers read",
  );
  checks.that(
    service || isProxied(record) || unproxiedReason(record) !== undefined,
    `${at}.proxied`,
    record.proxied,
    "true, or { unproxiedBecause } with the reason, since the record publishes the origin",
  );
}

function checkTtl(tier: TierChecks, at: string, record: ZoneRecord): void {
  const { ttlSeconds } = record;
  if (ttlSeconds === undefined) {
    return;
  }
  tier.checks.that(!isProxied(record), `${at}.ttlSeconds`, ttlSeconds, "none for proxied records");
  const least = (limits: TierLimits) => limits.dnsTtlSeconds;
  tier.checks.that(
    Number.isInteger(ttlSeconds) && ttlSeconds <= LONGEST_TTL_SECONDS,
    `${at}.ttlSeconds`,
    ttlSeconds,
    `whole numbers up to ${LONGEST_TTL_SECONDS} seconds, or nothing for automatic`,
  );
  tier.within(
    `${at}.ttlSeconds`,
    ttlSeconds,
    `at least ${least(LIMITS[tier.plan])} seconds, or nothing for automatic,`,
    (limits) => ttlSeconds >= least(limits),
  );
}
