import { resourceRule } from "../../rule.ts";

export const proxiedRecord = resourceRule({
  id: "cloudflare-proxied-record",
  title: "DNS records hide the origin's address behind the edge",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { Prowler: ["dns_record_proxied"] },
  appliesTo: ["cloudflare:index/dnsRecord:DnsRecord"],
  fix: "set proxied to true, with a ttl of 1; a host that must not be proxied needs an exception",
  why: "A record that reveals the origin's address bypasses the WAF, the rate limits and the DDoS protection.",
  *check(record) {
    const type = record.at("type").text() ?? "";
    if (!["A", "AAAA", "CNAME"].includes(type) || isVerification(record.at("name").text() ?? "")) {
      return;
    }
    const proxied = record.at("proxied");
    if (!proxied.is(true)) {
      yield proxied.violation(
        `the ${type} record ${record.at("name").text() ?? "?"} answers with the origin itself`,
      );
    }
  },
});

/** Names with a label that starts with an underscore prove ownership or sign mail; clients do not connect to them. */
function isVerification(name: string): boolean {
  return /(^|\.)_/.test(name);
}
