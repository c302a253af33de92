import type { DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord.js";
import { type Input, output } from "@pulumi/pulumi";
import type { DnsFact } from "#graph/facts/edge";
import type { ArgumentChecks } from "../core/arguments.ts";
import type { Endpoint } from "../core/link.ts";
import { mapOutput } from "../core/outputs.ts";

interface RecordBase {
  /** "@" for the zone's domain, a name below it such as "www", or the full name. */
  readonly name: string;
  /** Shown in the dashboard. Default none. */
  readonly comment?: string;
}

/**
 * Target of a host: an address, or another name. Proxied by default, so that the origin stays hidden.
 *
 * @public
 */
export interface HostRecord extends RecordBase {
  readonly type: "A" | "AAAA" | "CNAME";
  /** Address, or name without a trailing dot. */
  readonly content: Input<string>;
  /** What answers there, such as the ingress or a load balancer: the line in the picture. Default: not stated. */
  readonly to?: Endpoint;
  /**
   * Whether visitors connect to the edge instead of the content's address. Default true; false publishes the origin and
   * requires a reason why that is harmless.
   */
  readonly proxied?: boolean | { readonly unproxiedBecause: string };
  /** TTL in seconds, only for records that are not proxied. Default: Cloudflare chooses. */
  readonly ttlSeconds?: number;
}

/** A mail server. */
export interface MailRecord extends RecordBase {
  readonly type: "MX";
  readonly content: Input<string>;
  /** Lower values are tried first. */
  readonly priority: number;
}

/** Free text, such as a domain verification or a mail policy. */
export interface TextRecord extends RecordBase {
  readonly type: "TXT";
  readonly content: Input<string>;
}

/** Authorization to issue certificates. */
export interface AuthorityRecord extends RecordBase {
  readonly type: "CAA";
  /** "issue" for certificates of names, "issuewild" for wildcards, "iodef" for the reporting address. */
  readonly tag: "issue" | "issuewild" | "iodef";
  /** Domain of an authority such as `letsencrypt.org`, `;` for none, or a mailto: address for iodef. */
  readonly value: string;
}

/** A DNS record of a zone. */
export type ZoneRecord = HostRecord | MailRecord | TextRecord | AuthorityRecord;

const AUTOMATIC = 1;

/**
 * The full name of a record: short names and "@" cause drift in the provider, as does a trailing dot.
 *
 * @internal
 */
export function fullName(name: string, domain: string): string {
  if (name === "@") {
    return domain;
  }
  return name === domain || name.endsWith(`.${domain}`) ? name : `${name}.${domain}`;
}

/** A name for an account-wide object, such as a pool: it starts with the domain. @internal */
export function accountName(domain: string, ...parts: readonly string[]): string {
  return [domain.replaceAll(".", "-"), ...parts].join("-");
}

/** Whether a record is proxied through the edge. @internal */
export function isProxied(record: ZoneRecord): boolean {
  return isHost(record) && (record.proxied ?? true) === true;
}

/** @internal */
export function isHost(record: ZoneRecord): record is HostRecord {
  return record.type === "A" || record.type === "AAAA" || record.type === "CNAME";
}

/**
 * Fails for records that the provider or the edge would refuse, or that publish the origin without a reason.
 *
 * @internal
 */
export function checkRecord(checks: ArgumentChecks, key: string, record: ZoneRecord): void {
  const at = `records.${key}`;
  checks.matches(
    `${at}.name`,
    record.name,
    /^(@|(\*\.)?[A-Za-z0-9_]([A-Za-z0-9_.-]*[A-Za-z0-9_])?|\*)$/,
    '"@" or DNS names without a final dot',
  );
  if (record.type === "MX") {
    checks.whole(`${at}.priority`, record.priority, 0, 65535);
  }
  if (!isHost(record)) {
    return;
  }
  const proxied = isProxied(record);
  const reason = typeof record.proxied === "object" ? record.proxied.unproxiedBecause : undefined;
  checks.that(
    proxied || (reason ?? "").trim() !== "",
    `${at}.proxied`,
    record.proxied,
    "true, or { unproxiedBecause } with the reason, since the record publishes the origin",
  );
  checks.that(
    !proxied || record.ttlSeconds === undefined,
    `${at}.ttlSeconds`,
    record.ttlSeconds,
    "none for proxied records",
  );
  checks.whole(`${at}.ttlSeconds`, record.ttlSeconds, 60, 86_400, "seconds");
  if (typeof record.content === "string") {
    checks.that(!record.content.endsWith("."), `${at}.content`, record.content, "names without a final dot");
  }
}

/**
 * Cloudflare stores text in quotes, split into strings of 255 bytes, and would report any other form as changed.
 * Source: Cloudflare docs, DNS record types, TXT.
 */
function inQuotes(content: Input<string>): Input<string> {
  return typeof content === "string" ? quote(content) : mapOutput(output(content), quote);
}

function quote(text: string): string {
  if (text.startsWith('"')) {
    return text;
  }
  const strings = text.match(/.{1,255}/gs) ?? [""];
  return strings.map((part) => `"${part.replaceAll(/["\\]/g, "\\$&")}"`).join(" ");
}

/** What the hosts of a zone lead to, each once. @internal */
export function leadsTo(records: Readonly<Record<string, ZoneRecord>>): readonly Endpoint[] {
  return [
    ...new Set(Object.values(records).flatMap((record) => (isHost(record) && record.to ? [record.to] : []))),
  ];
}

/** A record in the provider's form. @internal */
export function toDnsRecord(record: ZoneRecord, domain: string, zoneId: Input<string>): DnsRecordArgs {
  const base = {
    zoneId,
    type: record.type,
    name: fullName(record.name, domain),
    ...(record.comment === undefined ? {} : { comment: record.comment }),
  };
  if (isHost(record)) {
    const proxied = isProxied(record);
    return { ...base, content: record.content, proxied, ttl: record.ttlSeconds ?? AUTOMATIC };
  }
  if (record.type === "CAA") {
    return { ...base, ttl: AUTOMATIC, data: { flags: 0, tag: record.tag, value: record.value } };
  }
  if (record.type === "MX") {
    return { ...base, content: record.content, priority: record.priority, ttl: AUTOMATIC };
  }
  return { ...base, content: inQuotes(record.content), ttl: AUTOMATIC };
}

/** Numbers of records, of records for a host, and of proxied ones. @internal */
export function recordCounts(records: Readonly<Record<string, ZoneRecord>>): Omit<DnsFact, "dnssec"> {
  const all = Object.values(records);
  const hosts = all.filter(isHost);
  return { records: all.length, hosts: hosts.length, proxiedHosts: hosts.filter(isProxied).length };
}
