import { Output } from "@pulumi/pulumi";
import { ClaimIndex } from "#models/claims/claims";
import { recordClaims } from "#models/cloudflare/record-claims";
import type { ArgumentChecks } from "../core/arguments.ts";
import { fullName, type ZoneRecord } from "./records.ts";

/**
 * Fails for two records of a zone that Cloudflare would not keep beside each other, which it decides by their full
 * names: a CNAME beside an address or another CNAME, or the same record twice.
 *
 * @internal
 */
export function checkRecordConflicts(
  checks: ArgumentChecks,
  records: Readonly<Record<string, ZoneRecord>>,
  domain: string,
): void {
  const owned = Object.entries(records).map(([key, record], order) => {
    const name = fullName(record.name, domain);
    const claims = recordClaims({ type: record.type, name, content: contentOf(record) });
    return { owner: key, order, claims, shown: `${record.type} ${name}` };
  });
  const index = new ClaimIndex(owned);
  for (const { owner, order, claims, shown } of owned) {
    const rival = claims.map((claim) => index.rivals(claim, order).certain).find((key) => key !== undefined);
    checks.that(
      rival === undefined,
      `records.${owner}`,
      shown,
      `names without a CNAME beside an address or another CNAME, and each record once; it conflicts with records.${rival}`,
    );
  }
}

/** The content that Cloudflare compares; undefined if it is known only during deployment. */
function contentOf(record: ZoneRecord): string | undefined {
  const content = Object.entries(record).filter(([key]) => !NOT_COMPARED.has(key));
  return content.every(([, value]) => !Output.isInstance(value) && !(value instanceof Promise))
    ? JSON.stringify(content.sort())
    : undefined;
}

/** Arguments that are not part of a record's content. */
const NOT_COMPARED = new Set(["type", "name", "comment", "ttlSeconds", "proxied", "to"]);
