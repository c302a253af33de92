import { isIP, isIPv4 } from "node:net";
import { cronSchedule } from "../../grammar/cron.ts";
import { type Grammar, pattern } from "../../grammar/grammar.ts";
import { labelKey, labelValue } from "../../grammar/labels.ts";
import { dnsLabel, dnsSubdomain, wildcardHostName } from "../../grammar/names.ts";
import { quantity } from "../../grammar/quantity.ts";
import { timeZone } from "../../grammar/time-zone.ts";

/** Formats that providers check with code. */
const FORMATS = {
  cidr: is((text) => cidrOf(text) !== undefined, "ranges such as 10.0.0.0/16"),
  network: is(isNetwork, "ranges without host bits, such as 10.0.0.0/16"),
  network28: is(
    (text) => isNetwork(text) && text.endsWith("/28"),
    "ranges with the prefix length 28, such as 172.16.0.0/28",
  ),
  privateNetwork: is(
    (text) => isNetwork(text) && /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/.test(text),
    "ranges in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  ),
  ip: is((text) => isIP(text) !== 0, "IP addresses"),
  rfc3339: is(
    (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
    "times such as 2026-11-28T00:00:00Z",
  ),
  json: is(parses(JSON.parse), "JSON"),
  hour: pattern(/^([01]\d|2[0-3]):00$/, "full hours such as 03:00"),
  minute: pattern(/^([01]\d|2[0-3]):[0-5]\d$/, "times such as 03:30"),
  goDuration: pattern(/^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/, "durations such as 1h30m"),
  true: pattern(/^true$/, "true"),
  notEmpty: is((text) => text !== "", "texts that are not empty"),
  base64: is((text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text), "base64"),
  regexp: is(
    parses((text) => new RegExp(text)),
    "regular expressions",
  ),
  aDayOrMore: is((text) => Number.parseFloat(text) >= 86_400, "seconds from 86400s on, such as 7776000s"),
  dnsLabel,
  dnsSubdomain,
  wildcardHostName,
  labelKey,
  labelValue,
  quantity,
  // The API also takes intervals.
  schedule: (text: string) => (/^@every \d/.test(text) ? undefined : cronSchedule(text)),
  timeZone,
} as const satisfies Readonly<Record<string, Grammar>>;

export type FormatName = keyof typeof FORMATS;

/** A format by the name that the tables of values use. */
export function formatOf(name: FormatName): Grammar {
  return FORMATS[name];
}

function is(test: (text: string) => boolean, allowed: string): Grammar {
  return (text) => (test(text) ? undefined : allowed);
}

function cidrOf(text: string): { readonly address: string; readonly bits: number } | undefined {
  const [, address = "", length = ""] = /^([^/]+)\/(\d{1,3})$/.exec(text) ?? [];
  const version = isIP(address);
  const bits = Number(length);
  return version !== 0 && bits <= (version === 4 ? 32 : 128) ? { address, bits } : undefined;
}

/** Whether an IPv4 range has no bits set beyond its prefix. */
function isNetwork(text: string): boolean {
  const range = cidrOf(text);
  if (!range || !isIPv4(range.address)) {
    return false;
  }
  const value = range.address.split(".").reduce((sum, part) => sum * 256 + Number(part), 0);
  return value % 2 ** (32 - range.bits) === 0;
}

function parses(parse: (text: string) => unknown): (text: string) => boolean {
  return (text) => {
    try {
      parse(text);
      return true;
    } catch {
      return false;
    }
  };
}
