import { isIP, isIPv4 } from "node:net";

/** A format that a provider checks with code. */
interface Format {
  readonly test: (text: string) => boolean;
  /** What it allows, in words. */
  readonly allowed: string;
}

const FORMATS = {
  cidr: { test: (text) => cidrOf(text) !== undefined, allowed: "ranges such as 10.0.0.0/16" },
  network: { test: isNetwork, allowed: "ranges without host bits, such as 10.0.0.0/16" },
  network28: {
    test: (text) => isNetwork(text) && text.endsWith("/28"),
    allowed: "ranges with the prefix length 28, such as 172.16.0.0/28",
  },
  privateNetwork: {
    test: (text) => isNetwork(text) && /^(10\.|172\.(1[6-9]|2\d|3[01])\.|192\.168\.)/.test(text),
    allowed: "ranges in 10.0.0.0/8, 172.16.0.0/12 or 192.168.0.0/16",
  },
  ip: { test: (text) => isIP(text) !== 0, allowed: "IP addresses" },
  rfc3339: {
    test: (text) =>
      /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/.test(text) &&
      !Number.isNaN(Date.parse(text)),
    allowed: "times such as 2026-11-28T00:00:00Z",
  },
  json: { test: parses(JSON.parse), allowed: "JSON" },
  hour: { test: (text) => /^([01]\d|2[0-3]):00$/.test(text), allowed: "full hours such as 03:00" },
  minute: { test: (text) => /^([01]\d|2[0-3]):[0-5]\d$/.test(text), allowed: "times such as 03:30" },
  goDuration: {
    test: (text) => /^[+-]?(0|(\d+(\.\d*)?|\.\d+)(ns|us|µs|ms|s|m|h))+$/.test(text),
    allowed: "durations such as 1h30m",
  },
  true: { test: (text) => text === "true", allowed: "true" },
  notEmpty: { test: (text) => text !== "", allowed: "texts that are not empty" },
  base64: {
    test: (text) => text.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(text),
    allowed: "base64",
  },
  regexp: { test: parses((text) => new RegExp(text)), allowed: "regular expressions" },
  aDayOrMore: {
    test: (text) => Number.parseFloat(text) >= 86_400,
    allowed: "seconds from 86400s on, such as 7776000s",
  },
} as const satisfies Readonly<Record<string, Format>>;

export type FormatName = keyof typeof FORMATS;

/** A format by the name that the tables of values use. */
export function formatOf(name: FormatName): Format {
  return FORMATS[name];
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
