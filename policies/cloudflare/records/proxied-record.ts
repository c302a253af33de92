import { reasonInComment } from "#models/cloudflare/unproxied";
import { isServiceName } from "#models/dns/names";
import { resourceRule } from "../../rule.ts";

export const proxiedRecord = resourceRule({
  id: "cloudflare-proxied-record",
  title: "DNS records hide the origin's address behind the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["dns_record_proxied"] },
  appliesTo: ["cloudflare:index/dnsRecord:DnsRecord"],
  fix: "set proxied to true, with a ttl of 1; a host that must not be proxied says why at the end of its comment: not proxied: <reason>",
  why: "A record that reveals the origin's address bypasses the WAF, the rate limits and the DDoS protection.",
  *check(record) {
    const type = record.at("type").text() ?? "";
    const comment = record.at("comment");
    const saysWhy = () => reasonInComment(comment.text() ?? "") !== undefined;
    // The comment first: it may be known where the name is not.
    if (!["A", "AAAA", "CNAME"].includes(type) || (comment.isReadable() && saysWhy())) {
      return;
    }
    const proxied = record.at("proxied");
    if (!isServiceName(record.at("name").text() ?? "") && !proxied.is(true) && !saysWhy()) {
      yield proxied.violation(
        `the ${type} record ${record.at("name").text() ?? "?"} answers with the origin itself`,
      );
    }
  },
});
