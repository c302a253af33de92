import { isIPv6 } from "node:net";
import { type Input, output } from "@pulumi/pulumi";
import { normalName } from "#models/dns/names";
import { mapOutput } from "../../core/outputs.ts";
import type { ZoneRecord } from "../records.ts";

/** {@link normalName} of a host that may be known only during deployment. @internal */
export function normalHost(host: Input<string>): Input<string> {
  return typeof host === "string" ? normalName(host) : mapOutput(output(host), normalName);
}

/**
 * A record as Cloudflare stores it: names and hosts in lower case without the final dot, IPv6 addresses in their
 * shortest form. In any other form each refresh would report a change. Sources:
 * https://github.com/cloudflare/terraform-provider-cloudflare/issues/7286 and /154.
 *
 * @internal
 */
export function normalRecord(record: ZoneRecord): ZoneRecord {
  const name = normalName(record.name);
  switch (record.type) {
    case "A":
    case "TXT":
    case "TLSA":
    case "DS":
    case "SSHFP":
    case "URI":
      return { ...record, name };
    case "AAAA":
      return { ...record, name, content: normalAddress(record.content) };
    case "CNAME":
    case "MX":
    case "NS":
    case "PTR":
      return { ...record, name, content: normalHost(record.content) };
    case "SRV":
    case "HTTPS":
    case "SVCB":
      return { ...record, name, target: normalName(record.target) };
    case "CAA":
      return {
        ...record,
        name,
        value: record.tag === "iodef" ? record.value : normalAuthority(record.value),
      };
  }
  return record;
}

/** All records of a zone in the form that Cloudflare stores. @internal */
export function normalRecords(
  records: Readonly<Record<string, ZoneRecord>>,
): Readonly<Record<string, ZoneRecord>> {
  return Object.fromEntries(Object.entries(records).map(([key, record]) => [key, normalRecord(record)]));
}

function normalAddress(address: Input<string>): Input<string> {
  // Addresses that contain an IPv4 address have a form of their own, and mistakes are refused by the checks.
  return typeof address === "string" && isIPv6(address) && !/[.%]/.test(address)
    ? new URL(`http://[${address}]/`).hostname.slice(1, -1)
    : address;
}

/** The domain of an authority; parameters after it keep their case. */
function normalAuthority(value: string): string {
  const [domain = "", ...parameters] = value.split(";");
  return [normalName(domain), ...parameters].join(";");
}
