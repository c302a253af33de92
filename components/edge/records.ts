import type { Input } from "@pulumi/pulumi";
import type { DnsFact } from "#graph/facts/edge";
import { isServiceName, normalName } from "#models/dns/names";
import type { Endpoint } from "../core/link.ts";
import type { RecordBase } from "./records/base.ts";
import type { DataRecord } from "./records/data.ts";

/**
 * Target of a host: an address, or another name. Proxied by default, so that the origin stays hidden. Names with a
 * label that begins with an underscore, such as `s1._domainkey` or `_acme-challenge`, are never proxied: what they
 * hold is read by resolvers, and behind the edge nobody would find it.
 *
 * @public
 */
export interface HostRecord extends RecordBase {
  readonly type: "A" | "AAAA" | "CNAME";
  /** IPv4 address, IPv6 address, or name, by the type. */
  readonly content: Input<string>;
  /** What answers there, such as the ingress or a load balancer: the line in the picture. Default: not stated. */
  readonly to?: Endpoint;
  /**
   * Whether visitors connect to the edge instead of the content's address. Default true, except for names with a label
   * that begins with an underscore. False publishes the origin and requires a reason why that is harmless; the reason
   * is the end of the record's comment and satisfies the rule `cloudflare-proxied-record`.
   */
  readonly proxied?: boolean | { readonly unproxiedBecause: string };
}

/** A mail server. */
export interface MailRecord extends RecordBase {
  readonly type: "MX";
  /** Host name with addresses of its own, or "." for a domain that receives no mail. */
  readonly content: Input<string>;
  /** 0 to 65535; lower values are tried first. */
  readonly priority: number;
}

/** Free text, such as a domain verification or a mail policy. */
export interface TextRecord extends RecordBase {
  readonly type: "TXT";
  /** Plain text of any length up to 4096 bytes, which is quoted and split; or strings of at most 255 bytes in quotes. */
  readonly content: Input<string>;
}

/** A name server for a name below the domain, which delegates it, or the host that an address belongs to. */
export interface NameRecord extends RecordBase {
  readonly type: "NS" | "PTR";
  /** Host name. */
  readonly content: Input<string>;
}

/** A DNS record of a zone. */
export type ZoneRecord = HostRecord | MailRecord | TextRecord | NameRecord | DataRecord;

/**
 * The full name of a record in normal form: short names, "@", capitals and a final dot cause drift in the provider.
 *
 * @internal
 */
export function fullName(name: string, domain: string): string {
  const given = normalName(name);
  if (given === "@") {
    return domain;
  }
  return given === domain || given.endsWith(`.${domain}`) ? given : `${given}.${domain}`;
}

/** A name for an account-wide object, such as a pool: it starts with the domain. @internal */
export function accountName(domain: string, ...parts: readonly string[]): string {
  return [domain.replaceAll(".", "-"), ...parts].join("-");
}

/** Whether a record is proxied through the edge. @internal */
export function isProxied(record: ZoneRecord): boolean {
  return isHost(record) && (record.proxied ?? !isServiceName(record.name)) === true;
}

/** @internal */
export function isHost(record: ZoneRecord): record is HostRecord {
  return record.type === "A" || record.type === "AAAA" || record.type === "CNAME";
}

/** Why a record for a host is not proxied; undefined if it needs no reason, or has none. @internal */
export function unproxiedReason(record: HostRecord): string | undefined {
  const reason = typeof record.proxied === "object" ? record.proxied.unproxiedBecause.trim() : "";
  return reason === "" ? undefined : reason;
}

/** What the hosts of a zone lead to, each once. @internal */
export function leadsTo(records: Readonly<Record<string, ZoneRecord>>): readonly Endpoint[] {
  return [
    ...new Set(Object.values(records).flatMap((record) => (isHost(record) && record.to ? [record.to] : []))),
  ];
}

/** Numbers of records, of records for a host, and of proxied ones. @internal */
export function recordCounts(records: Readonly<Record<string, ZoneRecord>>): Omit<DnsFact, "dnssec"> {
  const all = Object.values(records);
  const hosts = all.filter((record) => isHost(record) && !isServiceName(record.name));
  return { records: all.length, hosts: hosts.length, proxiedHosts: hosts.filter(isProxied).length };
}
