import { reasonInComment } from "#models/cloudflare/unproxied";
import { isServiceName } from "#models/dns/names";
import type { PolicyContext, PolicyResource } from "../../context.ts";
import { some, type Violation } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import {
  DNS_RECORDS,
  domainOf,
  HOST_TYPES,
  hasType,
  hostOf,
  LOAD_BALANCER,
  zoneOfRecord,
} from "./dns-records.ts";

/** Types of records that may tell addresses of their host in advance. Source: RFC 9460, ipv4hint and ipv6hint. */
const HINTING = ["HTTPS", "SVCB"];

export const proxiedRecord = stackRule({
  id: "cloudflare-proxied-record",
  title: "DNS records hide the origin's address behind the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["dns_record_proxied"] },
  appliesTo: [...DNS_RECORDS, LOAD_BALANCER],
  fix: "set proxied to true, with a ttl of 1; a host that must not be proxied says why at the end of its comment: not proxied: <reason>",
  why: "A record that reveals the origin's address bypasses the WAF, the rate limits and the DDoS protection.",
  *check(record, stack) {
    if (record.type === LOAD_BALANCER) {
      const proxied = record.at("proxied");
      if (!proxied.is(true)) {
        yield proxied.violation(
          `the load balancer ${record.at("name").text() ?? "?"} answers with the origins themselves`,
        );
      }
      return;
    }
    const comment = record.at("comment");
    const saysWhy = () => reasonInComment(comment.text() ?? "") !== undefined;
    // The comment first: it may be known where the name is not.
    if (comment.isReadable() && saysWhy()) {
      return;
    }
    for (const violation of revealed(record, stack)) {
      if (!saysWhy()) {
        yield violation;
      }
    }
  },
});

function* revealed(record: PolicyResource, stack: PolicyContext): Iterable<Violation> {
  const type = record.at("type").text() ?? "";
  const name = () => record.at("name").text() ?? "?";
  if (HINTING.includes(type)) {
    const value = record.at("data.value");
    if (/ipv[46]hint=/i.test(value.text() ?? "")) {
      yield value.violation(`the ${type} record ${name()} tells the origin's addresses`);
    }
    return;
  }
  const proxied = record.at("proxied");
  if (!HOST_TYPES.includes(type) || proxied.is(true) || isServiceName(name())) {
    return;
  }
  if (type !== "CNAME" || !leadsToEdge(record, stack)) {
    yield proxied.violation(`the ${type} record ${name()} answers with the origin itself`);
  }
}

/** Longest chain that is followed; resolvers give up on longer ones. */
const CHAIN = 8;

/** Whether a CNAME leads, over others of its zone, to a name for which the edge answers. */
function leadsToEdge(record: PolicyResource, stack: PolicyContext, rest = CHAIN): boolean {
  const zone = zoneOfRecord(record, stack);
  if (!zone || rest === 0) {
    return false;
  }
  const others = stack
    .ofType(...DNS_RECORDS, LOAD_BALANCER)
    .filter((other) => other !== record && zoneOfRecord(other, stack) === zone);
  return some(others, (other) => {
    const isEdge = other.at("proxied").is(true);
    const isNext = () => other.type !== LOAD_BALANCER && hasType(other, ["CNAME"]);
    if (!isEdge && !isNext()) {
      return false;
    }
    const target = (record.at("content").text() ?? "").toLowerCase().replace(/\.$/, "");
    const host = hostOf(other, stack);
    if (target !== host && domainOf(zone, stack) === undefined) {
      // The name may lack the domain.
      throw zone.at("name").unknown();
    }
    return target === host && (isEdge || leadsToEdge(other, stack, rest - 1));
  });
}
