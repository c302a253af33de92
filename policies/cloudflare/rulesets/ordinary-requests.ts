import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import { normalName } from "#models/dns/names";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import {
  DNS_RECORDS,
  domainOf,
  HOST_TYPES,
  hasType,
  hostOf,
  LOAD_BALANCER,
  zoneOfRecord,
} from "../records/dns-records.ts";
import { ZONE } from "../zone/zone.ts";

/**
 * Requests that any site receives, from a person with a browser at an address without a special role. Rules of the edge
 * are judged by what happens to them.
 */
const ORDINARY = [
  { method: "GET", path: "/" },
  { method: "GET", path: "/search?q=shoes" },
  { method: "POST", path: "/login" },
  { method: "POST", path: "/api/orders" },
] as const;

const PERSON = {
  headers: { "user-agent": "Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0" },
  // Not a documentation address, which programs use for offices.
  client: { address: "73.162.10.20", asn: 7922, botScore: 99 },
};

/** Hosts for a zone whose name is not known. */
const EXAMPLE = "example.com";

/**
 * {@link ORDINARY} requests to the hosts of a zone that the edge answers for; to an example's host if none is known.
 *
 * @param of a zone, or a ruleset of one
 */
export function ordinaryRequests(of: PolicyResource, stack: PolicyContext): EdgeRequest[] {
  const zone = of.type === ZONE ? of : stack.ofType(ZONE).find((each) => of.uses("zoneId", each));
  const hosts = zone ? hostsOf(zone, stack) : [];
  return (hosts.length > 0 ? hosts : [EXAMPLE]).flatMap((host) =>
    ORDINARY.map(({ method, path }) => ({ ...PERSON, method, url: `https://${host}${path}` })),
  );
}

/** A request in words, such as `POST https://example.com/login`. */
export function requestLabel({ method = "GET", url }: EdgeRequest): string {
  return `${method} ${url}`;
}

/** Several requests in words: the first two, and how many more. */
export function requestLabels(requests: readonly EdgeRequest[]): string {
  const [first, second, ...rest] = requests.map(requestLabel);
  const more = rest.length > 0 ? ` and ${rest.length} more` : "";
  return [first, second].filter((label) => label !== undefined).join(", ") + more;
}

function hostsOf(zone: PolicyResource, stack: PolicyContext): string[] {
  const domain = domainOf(zone, stack);
  const names = stack
    .ofType(...DNS_RECORDS, LOAD_BALANCER)
    .filter((record) => isProxied(record) && zoneOfRecord(record, stack) === zone)
    .map((record) => hostOf(record, stack).replace(/^\*(\.|$)/, "any$1"));
  const hosts = [...(domain === undefined ? [] : [normalName(domain)]), ...names];
  return [...new Set(hosts.filter((host) => /^[a-z0-9.-]+$/.test(host)))];
}

/** Whether the edge answers for a record, as far as that is known. */
function isProxied(record: PolicyResource): boolean {
  const [name, type, proxied] = [record.at("name"), record.at("type"), record.at("proxied")];
  return (
    [name, type, proxied].every((each) => each.isReadable()) &&
    proxied.is(true) &&
    (record.type === LOAD_BALANCER || hasType(record, HOST_TYPES))
  );
}
