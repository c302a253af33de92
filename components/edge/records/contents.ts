import { isIPv4, isIPv6 } from "node:net";
import { Output } from "@pulumi/pulumi";
import { isNotPublic } from "#models/addresses/public";
import { isDnsName } from "#models/dns/names";
import { quoteText, textBytes, textProblem } from "#models/dns/text";
import type { ArgumentChecks } from "../../core/arguments.ts";
import { isHost, isProxied, type ZoneRecord } from "../records.ts";

/** Longest record in a DNS message, in bytes. Source: Cloudflare docs, DNS record types (2026-11). */
const WIRE_BYTES = 4096;

/** The values that a field allows. */
interface Grammar {
  readonly test: (value: string) => boolean;
  readonly allowed: string;
}

const isHostName = (value: string): boolean => isDnsName(value) && !isIPv4(value);

const host: Grammar = { test: isHostName, allowed: "host names" };
const hostOrDot = (meaning: string): Grammar => ({
  test: (value) => value === "." || isHostName(value),
  allowed: `${host.allowed}, or "." ${meaning}`,
});
const matching = (pattern: RegExp, allowed: string): Grammar => ({
  test: (value) => pattern.test(value),
  allowed,
});
const whole = (most: number): Grammar => ({
  test: (value) => /^\d+$/.test(value) && Number(value) <= most,
  allowed: `whole numbers from 0 to ${most}`,
});

const port = whole(65_535);
const octet = whole(255);
const hexadecimal = matching(/^([0-9a-f]{2})+$/i, "pairs of hexadecimal digits");
/** The domain's own name servers are Cloudflare's, and its DS record belongs to the registrar. */
const belowTheDomain: Grammar = { test: (name) => name !== "@", allowed: "names below the domain" };
const binding = { priority: port, target: hostOrDot("for the record's own name") };

/** The grammar of each type's fields. */
const FIELDS: Readonly<Record<ZoneRecord["type"], Readonly<Record<string, Grammar>>>> = {
  A: { content: { test: isIPv4, allowed: "IPv4 addresses, for A" } },
  AAAA: {
    content: {
      test: (value) => isIPv6(value) && !value.includes("%"),
      allowed: "IPv6 addresses, for AAAA",
    },
  },
  CNAME: {
    content: {
      test: (value) => isDnsName(value, { underscores: true }) && !isIPv4(value),
      allowed: "names",
    },
  },
  MX: { content: hostOrDot("with priority 0 for no mail"), priority: port },
  TXT: {},
  NS: { name: belowTheDomain, content: host },
  PTR: { content: host },
  CAA: { tag: matching(/^(issue|issuewild|issuemail|iodef)$/, "issue, issuewild, issuemail and iodef") },
  SRV: {
    // Source: RFC 2782.
    name: matching(/^_[a-z0-9-]+\._[a-z]+(\.|$)/i, "names such as _sip._tcp or _sip._tcp.example"),
    priority: port,
    weight: port,
    port,
    target: hostOrDot("for a service that is not available"),
  },
  HTTPS: binding,
  SVCB: binding,
  TLSA: {
    // Source: RFC 6698, 3.
    name: matching(/^(_\d{1,5}|\*)\._(tcp|udp|sctp)(\.|$)/, "names such as _443._tcp.www"),
    usage: whole(3),
    selector: whole(1),
    matchingType: whole(2),
    certificate: hexadecimal,
  },
  DS: { name: belowTheDomain, keyTag: port, algorithm: octet, digestType: octet, digest: hexadecimal },
  SSHFP: { algorithm: octet, fingerprintType: octet, fingerprint: hexadecimal },
  URI: {
    priority: port,
    weight: port,
    target: { test: (value) => URL.canParse(value), allowed: "absolute URIs" },
  },
};

/** Fails for a record whose fields its type does not allow; a field that is not known yet passes. @internal */
export function checkContents(checks: ArgumentChecks, at: string, record: ZoneRecord): void {
  checks.oneOf<string>(`${at}.type`, record.type, Object.keys(FIELDS));
  const given = new Map(Object.entries(record));
  for (const [field, { test, allowed }] of Object.entries(FIELDS[record.type])) {
    const value: unknown = given.get(field);
    if (!Output.isInstance(value)) {
      const readable = typeof value === "string" || typeof value === "number";
      checks.that(readable && test(String(value)), `${at}.${field}`, value, allowed);
    }
  }
  if (isHost(record) && isProxied(record) && typeof record.content === "string") {
    checks.that(
      record.type === "CNAME" || !isNotPublic(record.content),
      `${at}.content`,
      record.content,
      "public addresses, for a proxied record: the edge reaches no others (Cloudflare's error 9003)",
    );
  }
  switch (record.type) {
    case "MX":
      checks.that(
        record.content !== "." || record.priority === 0,
        `${at}.priority`,
        record.priority,
        '0 for "."',
      );
      break;
    case "TXT":
      checkText(checks, `${at}.content`, record.content);
      break;
    case "CAA":
      checkAuthority(checks, `${at}.value`, record.tag, record.value);
      break;
    case "HTTPS":
    case "SVCB":
      checkParameters(checks, `${at}.parameters`, record.priority, Object.keys(record.parameters ?? {}));
      break;
  }
}

function checkText(checks: ArgumentChecks, at: string, content: unknown): void {
  if (typeof content !== "string") {
    return;
  }
  const quoted = quoteText(content);
  const problem = textProblem(quoted);
  checks.that(problem === undefined, at, content, problem ?? "");
  const bytes = textBytes(quoted);
  checks.that(bytes <= WIRE_BYTES, at, `${bytes} bytes`, `at most ${WIRE_BYTES} bytes`);
}

/** An authority's domain with parameters, as in `letsencrypt.org; validationmethods=dns-01`. Source: RFC 8659, 4.2. */
function checkAuthority(checks: ArgumentChecks, at: string, tag: string, value: string): void {
  if (tag === "iodef") {
    const address = /^(mailto:[^@\s]+@[^@\s]+|https?:\/\/\S+)$/;
    checks.matches(at, value, address, "mailto:, https:// and http:// addresses, for iodef");
    return;
  }
  const [domain = "", ...parameters] = value.split(";").map((part) => part.trim());
  checks.that(
    (domain === "" ? value.includes(";") : isHostName(domain)) &&
      parameters.every((parameter) => /^([a-z0-9]+=[!-:<-~]*)?$/i.test(parameter)),
    at,
    value,
    "the domain of an authority, with parameters such as ; validationmethods=dns-01, or ; for none",
  );
}

/** Keys of service parameters. Sources: RFC 9460, 14.3.2; RFC 9461; RFC 9540. */
const PARAMETER = /^(mandatory|alpn|no-default-alpn|port|ipv4hint|ipv6hint|ech|dohpath|ohttp|key\d{1,5})$/;

function checkParameters(
  checks: ArgumentChecks,
  at: string,
  priority: number,
  keys: readonly string[],
): void {
  checks.that(priority !== 0 || keys.length === 0, at, keys, "none with priority 0, which makes an alias");
  for (const key of keys) {
    checks.matches(`${at}' key`, key, PARAMETER, "service parameters such as alpn, port and ipv4hint");
  }
}
