import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { Zone } from "./zone.ts";

/** A record that somebody asked for to see that a domain is ours. */
export interface ValidationRecord {
  /** Full name without a final dot; it may be known only once they were asked. */
  readonly name: Input<string>;
  /** Name that it points to, without a final dot. */
  readonly content: Input<string>;
}

/** Arguments of {@link ValidationRecords}. */
export interface ValidationRecordsArgs {
  /** Zone of the domains. */
  zone: Zone;
  /** Records by a key of your choice, such as the domain, which is their identity; at least one. */
  records: Readonly<Record<string, ValidationRecord>>;
  /** Who asked, shown in the dashboard, such as "Certificate Manager". */
  askedBy: string;
}

/**
 * CNAME records by which others see that a domain is ours, such as certificate authorities. They stand in the zone
 * and not in its map of records, since their names are known only once the other side was asked. They are not
 * proxied: nobody connects to them, and through the edge they would show nothing.
 *
 * @throws ArgumentError without any record
 */
export class ValidationRecords extends Component {
  readonly resources: { readonly records: Readonly<Record<string, DnsRecord>> };

  constructor(name: string, args: ValidationRecordsArgs, opts?: ComponentResourceOptions) {
    const { zone, records, askedBy } = args;
    const keys = Object.keys(records);
    const checks = argumentsOf("ValidationRecords", name);
    checks.that(keys.length > 0, "records", records, "at least one");
    checks.that(askedBy.trim() !== "", "askedBy", askedBy, "who asked");
    super("edge", "ValidationRecords", name, { domain: zone.domain, records: keys, askedBy }, opts);

    const created: Record<string, DnsRecord> = {};
    for (const [key, record] of Object.entries(records)) {
      created[key] = new DnsRecord(
        `${name}-${key.replaceAll(".", "-")}`,
        {
          zoneId: zone.id,
          type: "CNAME",
          name: record.name,
          content: record.content,
          proxied: false,
          // Cloudflare chooses.
          ttl: 1,
          comment: `proof of ownership for ${askedBy}`,
        },
        { parent: this },
      );
    }
    this.resources = { records: created };
    this.publish({ facts: { ownershipProofs: { domains: keys, askedBy } } });
  }
}
