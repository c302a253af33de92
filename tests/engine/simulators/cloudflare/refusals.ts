import { normalName } from "#models/dns/names";
import { ProviderError } from "../../provider/failure.ts";
import { isList } from "../../provider/wire.ts";
import type { CloudObject } from "../cloud/cloud.ts";
import type { Context, Identity, Wish } from "../kind.ts";

/** The plan of the account's zones: "free", "pro", "business" or "enterprise". Default "business". */
export const PLAN_SETTING = "cloudflare-plan";

/** Rules of a phase by plan. Source: Cloudflare, Plans: WAF custom rules, rate limiting rules, cache rules. */
const RULES: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  http_request_firewall_custom: { free: 5, pro: 20, business: 100, enterprise: 1000 },
  http_ratelimit: { free: 1, pro: 2, business: 5, enterprise: 100 },
  http_request_cache_settings: { free: 10, pro: 25, business: 50, enterprise: 300 },
  http_request_dynamic_redirect: { free: 10, pro: 25, business: 50, enterprise: 300 },
};

/** Refuses what Cloudflare's API would refuse. */
export function accept(
  wish: Wish,
  identity: Identity,
  context: Context,
  before: CloudObject | undefined,
): void {
  acceptUnique(wish, identity, context);
  if (wish.type === "cloudflare:index/zone:Zone" && !before) {
    acceptZone(wish, context);
  }
  if (wish.type === "cloudflare:index/dnsRecord:DnsRecord") {
    acceptRecord(wish, identity, context);
  }
  if (wish.type === "cloudflare:index/ruleset:Ruleset") {
    acceptRuleset(wish, identity, context);
  }
}

/** Properties of which a zone has one combination. Source: Cloudflare API, Workers routes and load balancers. */
const UNIQUE: Readonly<Record<string, readonly string[]>> = {
  "cloudflare:index/workersRoute:WorkersRoute": ["zoneId", "pattern"],
  "cloudflare:index/loadBalancer:LoadBalancer": ["zoneId", "name"],
};

function acceptUnique({ type, inputs }: Wish, { key }: Identity, { cloud }: Context): void {
  const names = UNIQUE[type] ?? [];
  const isSame = (other: CloudObject) =>
    other.key !== key && names.every((name) => other.inputs[name] === inputs[name]);
  if (names.length > 0 && cloud.ofType(type).some(isSame)) {
    refuse(409, 10020, `A ${type.split(":").at(-1)} with the same ${names.join(" and ")} already exists.`);
  }
}

function acceptZone({ type, inputs }: Wish, { cloud }: Context): void {
  const same = (zone: CloudObject) =>
    ["name", "account"].every((name) => JSON.stringify(zone.inputs[name]) === JSON.stringify(inputs[name]));
  if (cloud.ofType(type).some(same)) {
    refuse(400, 1061, `${inputs["name"]} already exists`);
  }
}

/** Source: Cloudflare, DNS records, Records with the same name. */
function acceptRecord({ type, inputs }: Wish, { key }: Identity, { cloud }: Context): void {
  const sameName = cloud
    .ofType(type)
    .filter(
      (other) =>
        other.key !== key &&
        other.inputs["zoneId"] === inputs["zoneId"] &&
        normalName(String(other.inputs["name"])) === normalName(String(inputs["name"])),
    );
  if (sameName.some((other) => ["type", "content"].every((name) => other.inputs[name] === inputs[name]))) {
    refuse(400, 81058, "An identical record already exists.");
  }
  const isAddress = (record: Pick<CloudObject, "inputs">) =>
    ["A", "AAAA"].includes(String(record.inputs["type"]));
  const isAlias = (record: Pick<CloudObject, "inputs">) => record.inputs["type"] === "CNAME";
  if (isAlias({ inputs }) && sameName.some((other) => isAddress(other) || isAlias(other))) {
    refuse(400, 81053, "An A, AAAA, or CNAME record with that host already exists.");
  }
  if (isAddress({ inputs }) && sameName.some(isAlias)) {
    refuse(400, 81054, "A CNAME record with that host already exists.");
  }
}

function acceptRuleset({ type, inputs }: Wish, { key }: Identity, { cloud }: Context): void {
  const { phase, kind, zoneId, rules } = inputs;
  const isEntryPoint = kind === "zone" || kind === "root";
  const taken = cloud
    .ofType(type)
    .some(
      (other) =>
        other.key !== key &&
        other.inputs["phase"] === phase &&
        other.inputs["zoneId"] === zoneId &&
        other.inputs["kind"] === kind,
    );
  if (isEntryPoint && taken) {
    refuse(400, 20217, `exceeded maximum number of zone rulesets for phase ${phase}`);
  }
  const plan = cloud.setting(PLAN_SETTING) ?? "business";
  const limit = RULES[String(phase)]?.[plan] ?? Number.POSITIVE_INFINITY;
  const count = isList(rules) ? rules.length : 0;
  if (count > limit) {
    refuse(400, 20217, `exceeded maximum number of rules in the phase ${phase}: ${count} out of ${limit}`);
  }
}

function refuse(status: number, code: number, message: string): never {
  const body = JSON.stringify({ result: null, success: false, errors: [{ code, message }], messages: [] });
  throw new ProviderError(
    code === 81058 ? "alreadyExists" : "invalidArgument",
    `${status} Bad Request ${body}`,
  );
}
