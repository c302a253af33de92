import { Certificate } from "@pulumi/gcp/certificatemanager/certificate.js";
import { CertificateMap } from "@pulumi/gcp/certificatemanager/certificateMap.js";
import { CertificateMapEntry } from "@pulumi/gcp/certificatemanager/certificateMapEntry.js";
import { DnsAuthorization } from "@pulumi/gcp/certificatemanager/dnsAuthorization.js";
import type { CustomResourceOptions, Output } from "@pulumi/pulumi";
import { normalName } from "#models/dns/names";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { mapOutput } from "../../core/outputs.ts";

/** A DNS record that proves domain ownership to Google; it must stay, for renewals. */
export interface OwnershipRecord {
  /** Full name without a trailing dot, known once Google has assigned it. */
  readonly name: Output<string>;
  readonly type: "CNAME";
  /** Target name, without a trailing dot. */
  readonly content: Output<string>;
}

/** A host name such as `example.com`, and whether it includes the names directly below. */
export type BalancedHost = string | { readonly name: string; readonly subdomains: boolean };

/** Certificates of a load balancer, by the hosts' keys; those of subdomains by the key with `-subdomains`. */
export interface BalancerCertificates {
  readonly map: CertificateMap;
  readonly certificates: Readonly<Record<string, Certificate>>;
  readonly authorizations: Readonly<Record<string, DnsAuthorization>>;
  readonly entries: Readonly<Record<string, CertificateMapEntry>>;
  readonly ownership: Readonly<Record<string, OwnershipRecord>>;
}

const HOST = /^([a-z0-9]([-a-z0-9]*[a-z0-9])?\.)+[a-z]{2,}$/;

/** Names in the cloud have at most 63 characters; Pulumi appends a hyphen and seven characters. */
export const LONGEST_LOGICAL_NAME = 55;

/** A host with its defaults. */
export type HostSettings = Exclude<BalancedHost, string>;

export function hostsWithDefaults(
  checks: ArgumentChecks,
  hosts: Readonly<Record<string, BalancedHost>>,
): Readonly<Record<string, HostSettings>> {
  const settings: Record<string, HostSettings> = {};
  const taken = new Map<string, string>();
  for (const [key, host] of Object.entries(hosts)) {
    const { name: given, subdomains } = typeof host === "string" ? { name: host, subdomains: false } : host;
    const name = normalName(given);
    checks.matches("hosts key", key, /^[a-z][a-z0-9]*$/, "lower-case letters and digits, from a letter on");
    checks.matches(
      `hosts["${key}"]`,
      name,
      HOST,
      "host names such as example.com; those below it are meant by { name, subdomains: true }",
    );
    checks.unique(`hosts["${key}"]`, name, taken, key, { values: "names", owner: "host" });
    settings[key] = { name, subdomains };
  }
  checks.that(Object.keys(settings).length > 0, "hosts", hosts, "maps with at least one host");
  return settings;
}

/** Host names that requests may use. */
export function namesOf(hosts: Readonly<Record<string, HostSettings>>): string[] {
  return Object.values(hosts).flatMap(({ name, subdomains }) => (subdomains ? [name, `*.${name}`] : [name]));
}

/**
 * One certificate per name, since a certificate's names are immutable: an added name gets its own, and serving
 * certificates stay unchanged. Google issues and renews each as long as its DNS record exists.
 */
export function createCertificates(
  owner: string,
  hosts: Readonly<Record<string, HostSettings>>,
  opts: CustomResourceOptions,
): BalancerCertificates {
  const map = new CertificateMap(`${owner}-certificates`, {}, opts);
  const authorizations: Record<string, DnsAuthorization> = {};
  const ownership: Record<string, OwnershipRecord> = {};
  const certificates: Record<string, Certificate> = {};
  const entries: Record<string, CertificateMapEntry> = {};
  for (const [key, { name, subdomains }] of Object.entries(hosts)) {
    const authorization = new DnsAuthorization(
      `${owner}-proof-${key}`,
      // The record's name contains a number specific to the project. The other kind is named `_acme-challenge`, which
      // cert-manager and Cloudflare need themselves: a CNAME excludes other records of its name.
      { domain: name, type: "PER_PROJECT_RECORD" },
      opts,
    );
    authorizations[key] = authorization;
    ownership[key] = ownershipRecord(authorization.dnsResourceRecords);
    const covered = { [key]: name, ...(subdomains ? { [`${key}-subdomains`]: `*.${name}` } : {}) };
    for (const [label, hostname] of Object.entries(covered)) {
      const certificate = new Certificate(
        `${owner}-certificate-${label}`,
        { scope: "DEFAULT", managed: { domains: [hostname], dnsAuthorizations: [authorization.id] } },
        opts,
      );
      certificates[label] = certificate;
      entries[label] = new CertificateMapEntry(
        `${owner}-host-${label}`,
        { map: map.name, hostname, certificates: [certificate.id] },
        opts,
      );
    }
  }
  return { map, certificates, authorizations, entries, ownership };
}

/** @param records Google's required record, with names that end in a dot */
export function ownershipRecord(
  records: Output<readonly { readonly name: string; readonly data: string }[]>,
): OwnershipRecord {
  const record = mapOutput(records, ([first]) => first);
  return {
    type: "CNAME",
    name: record.apply((known) => normalName(known?.name ?? "")),
    content: record.apply((known) => normalName(known?.data ?? "")),
  };
}
