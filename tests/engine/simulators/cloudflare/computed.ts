import { createHash } from "node:crypto";
import type { Wire, WireRecord } from "../../provider/wire.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Identity, Wish } from "../kind.ts";

type Compute = (identity: Wish & Identity) => WireRecord;

const NAMES = ["ada", "bob", "chloe", "dan", "elsa", "finn", "gwen", "hugh", "iris", "jay"];

/** Members that have the same form wherever they occur. */
const COMMON: Readonly<Record<string, () => Wire>> = {
  createdOn: () => new Date().toISOString(),
  modifiedOn: () => new Date().toISOString(),
  lastUpdated: () => new Date().toISOString(),
  editable: () => true,
};

const MEMBERS: Readonly<Record<string, Compute>> = {
  "cloudflare:index/dnsRecord:DnsRecord": ({ inputs }) => ({
    proxiable: ["A", "AAAA", "CNAME"].includes(String(inputs["type"])),
    proxied: false,
    meta: "{}",
  }),
  "cloudflare:index/ruleset:Ruleset": ({ inputs }) => ({
    version: "1",
    rules: Array.isArray(inputs["rules"]) ? inputs["rules"] : [],
  }),
  "cloudflare:index/zone:Zone": ({ id }) => ({
    nameServers: nameServers(id),
    originalNameServers: [],
    status: "pending",
    type: "full",
    paused: false,
    developmentMode: 0,
    plan: { id: "94f3b7b768b0458b56d2cac4fe5ec0f9", name: "Business Website" },
  }),
  "cloudflare:index/zoneDnssec:ZoneDnssec": ({ id }) => {
    const digest = createHash("sha256").update(id).digest("hex").toUpperCase();
    return {
      ...{
        status: "pending",
        algorithm: "13",
        digestAlgorithm: "SHA256",
        digestType: "2",
        keyTag: 2371,
        flags: 257,
      },
      digest,
      ds: `${id.slice(0, 8)}. 3600 IN DS 2371 13 2 ${digest}`,
    };
  },
};

/** Top-level properties that Cloudflare fills in; `open` names those that nobody gave. */
export function computedOf(
  identity: Wish & Identity,
  open: readonly string[],
  before: CloudObject | undefined,
): WireRecord {
  if (before) {
    return before.computed;
  }
  const common = open.flatMap((name) => (COMMON[name] ? [[name, COMMON[name]()]] : []));
  return { ...Object.fromEntries(common), ...MEMBERS[identity.type]?.(identity) };
}

/** Two of Cloudflare's name servers, which an account's zones share only by chance. */
function nameServers(id: string): string[] {
  const [first = 0, second = 0] = Buffer.from(id, "hex");
  const one = first % NAMES.length;
  const other = (one + 1 + (second % (NAMES.length - 1))) % NAMES.length;
  return [one, other].sort().map((at) => `${NAMES[at]}.ns.cloudflare.com`);
}
