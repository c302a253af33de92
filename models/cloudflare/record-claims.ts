import type { Claim } from "../claims/claims.ts";
import { normalName } from "../dns/names.ts";

/** What of a DNS record decides whether it may exist beside another; undefined where it is not known. */
export interface ClaimingRecord {
  readonly type: string;
  /** Full name, or the part of a name that is known. */
  readonly name: string | undefined;
  /** Content, or the parts of a structured record as text. */
  readonly content: string | undefined;
  /** Whether an equal name is the same name. Default true. */
  readonly certain?: boolean;
}

/** Types that answer for a host, of which only addresses may be several. */
const ADDRESSES = ["A", "AAAA"];

/**
 * What a record claims in its zone. A name with a CNAME has neither addresses nor another CNAME; other types, such as
 * TXT, may exist beside it. No name has the same type and content twice. Source: Cloudflare docs, DNS, records with the
 * same name, read 2026-11-28 (API errors 81053, 81054 and 81058).
 */
export function recordClaims({ type, name, content, certain }: ClaimingRecord): readonly Claim[] {
  const same: Claim = {
    key: ["record", name === undefined ? undefined : normalName(name), type, content],
    certain,
  };
  return type === "CNAME" || ADDRESSES.includes(type)
    ? [hostClaim(name, { shared: type !== "CNAME", certain }), same]
    : [same];
}

/** The claim of something that answers for a host in place of a record, such as a load balancer. */
export function hostClaim(
  name: string | undefined,
  { shared = false, certain }: { readonly shared?: boolean; readonly certain?: boolean | undefined } = {},
): Claim {
  return { key: ["host", name === undefined ? undefined : normalName(name), "", ""], shared, certain };
}
