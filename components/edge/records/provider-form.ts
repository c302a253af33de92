import type { DnsRecordArgs } from "@pulumi/cloudflare/dnsRecord.js";
import { type Input, output } from "@pulumi/pulumi";
import { unproxiedComment } from "#models/cloudflare/unproxied";
import { quoteText } from "#models/dns/text";
import { mapOutput } from "../../core/outputs.ts";
import { fullName, isHost, isProxied, unproxiedReason, type ZoneRecord } from "../records.ts";
import type { DataRecord, ServiceBindingRecord } from "./data.ts";

const AUTOMATIC = 1;
/** The bit of a CAA record's flags that makes it critical. Source: RFC 8659, 4.1. */
const CRITICAL = 128;

/** A record in the provider's form. @internal */
export function toDnsRecord(record: ZoneRecord, domain: string, zoneId: Input<string>): DnsRecordArgs {
  const comment = commentOf(record);
  const base = {
    zoneId,
    type: record.type,
    name: fullName(record.name, domain),
    ttl: record.ttlSeconds ?? AUTOMATIC,
    ...(comment === undefined ? {} : { comment }),
  };
  if (isHost(record)) {
    return { ...base, content: record.content, proxied: isProxied(record) };
  }
  switch (record.type) {
    case "MX":
      return { ...base, content: record.content, priority: record.priority };
    case "TXT":
      return { ...base, content: inQuotes(record.content) };
    case "NS":
    case "PTR":
      return { ...base, content: record.content };
    default:
      return { ...base, data: dataOf(record) };
  }
}

/** The comment of a record, with the reason why it is not proxied. @internal */
export function commentOf(record: ZoneRecord): string | undefined {
  const reason = isHost(record) ? unproxiedReason(record) : undefined;
  return reason === undefined ? record.comment : unproxiedComment(reason, record.comment);
}

/**
 * Cloudflare stores text in quotes, split into strings of 255 bytes, and would report any other form as changed.
 * Source: Cloudflare docs, DNS record types, TXT.
 */
function inQuotes(content: Input<string>): Input<string> {
  return typeof content === "string" ? quoteText(content) : mapOutput(output(content), quoteText);
}

/**
 * The fields of a record in the provider's names. The priority of SRV and URI is part of the data; at the top level it
 * is ignored. Source: https://github.com/cloudflare/terraform-provider-cloudflare/issues/6651.
 */
function dataOf(record: DataRecord): NonNullable<DnsRecordArgs["data"]> {
  switch (record.type) {
    case "CAA":
      return { flags: record.critical ? CRITICAL : 0, tag: record.tag, value: record.value };
    case "SRV": {
      const { priority, weight, port, target } = record;
      return { priority, weight, port, target };
    }
    case "HTTPS":
    case "SVCB": {
      const { priority, target } = record;
      return { priority, target, value: parametersOf(record) };
    }
    case "TLSA": {
      const { usage, selector, matchingType, certificate } = record;
      return { usage, selector, matchingType, certificate };
    }
    case "DS": {
      const { keyTag, algorithm, digestType, digest } = record;
      return { keyTag, algorithm, digestType, digest };
    }
    case "SSHFP":
      return {
        algorithm: record.algorithm,
        type: record.fingerprintType,
        fingerprint: record.fingerprint,
      };
    case "URI": {
      const { priority, weight, target } = record;
      return { priority, weight, target };
    }
  }
}

function parametersOf({ parameters = {} }: ServiceBindingRecord): string {
  return Object.entries(parameters)
    .map(([key, value]) => (value === true ? key : `${key}="${value}"`))
    .join(" ");
}
