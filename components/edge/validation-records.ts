import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import type { ComponentResourceOptions, Input } from "@pulumi/pulumi";
import { unproxiedComment } from "#models/cloudflare/unproxied";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { normalHost } from "./records/normal-form.ts";
import type { Zone } from "./zone.ts";

/** A record that an external service requires as proof of domain ownership. */
export interface ValidationRecord {
  /** Its type, as components give it that ask for a record. Default "CNAME", the only one. */
  readonly type?: "CNAME";
  /** Full name; it may be known only during deployment. */
  readonly name: Input<string>;
  /** Target name. */
  readonly content: Input<string>;
}

/** Arguments of {@link ValidationRecords}. */
export interface ValidationRecordsArgs {
  /** Zone of the domains. */
  zone: Zone;
  /** Records by a key of your choice, such as the domain, which is their identity; at least one. */
  records: Readonly<Record<string, ValidationRecord>>;
  /** The service that requires them, shown in the dashboard, such as "Certificate Manager". */
  askedBy: string;
}

/**
 * CNAME records that prove domain ownership to external services, such as certificate authorities. They are in the zone
 * but not in its map of records, since their names are known only during deployment. They are not proxied: clients do
 * not connect to them, and behind the edge they would not be visible.
 *
 * @public
 * @throws ArgumentError without any record
 */
export class ValidationRecords extends Component {
  readonly resources: { readonly records: Readonly<Record<string, DnsRecord>> };

  constructor(name: string, args: ValidationRecordsArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("ValidationRecords", name, args);
    const { zone, records, askedBy } = args;
    const keys = Object.keys(records);
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
          name: normalHost(record.name),
          content: normalHost(record.content),
          proxied: false,
          // Cloudflare chooses.
          ttl: 1,
          comment: unproxiedComment(`proof of ownership for ${askedBy}`),
        },
        { parent: this },
      );
    }
    this.resources = { records: created };
    this.publish({ facts: { ownershipProofs: { domains: keys, askedBy } } });
  }
}
