import { type Node, UNKNOWN, type Value } from "#graph/model";
import { dnsName } from "#policies/claims/dns-name";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";
import { ofZone, ZONE } from "../support/zones.ts";

const RECORD = "dnsRecord:DnsRecord";

function record(name: Value, type: Value, content: Value, logical = `${type}-${name}`): Node {
  return ofZone(RECORD, { name, type, content, ttl: 1 }, logical);
}

const taken = (what: string, by: string) => `${what} is claimed by ${by} already [name]`;
const literal = (name: Value, logical: string) =>
  resource(
    `cloudflare:index/${RECORD}`,
    { name, type: "CNAME", content: "a.example", zoneId: "z1" },
    { name: logical },
  );

describe("D2 one answer for each name of a zone", () => {
  describeRule(dnsName, {
    passes: {
      "addresses that share a host, and texts": [
        ZONE,
        record("www", "A", "192.0.2.1", "one"),
        record("www", "A", "192.0.2.2", "two"),
        record("www", "AAAA", "2001:db8::1"),
        record("www", "TXT", '"a"', "three"),
        record("www", "TXT", '"b"', "four"),
      ],
      "a text beside a CNAME": [ZONE, record("www", "CNAME", "example.com"), record("www", "TXT", '"a"')],
      "equal names of two zones": [
        ZONE,
        record("www", "CNAME", "example.com"),
        literal("www.example.com", "elsewhere"),
      ],
      "names that a service decides": [
        ZONE,
        record("www", "CNAME", "example.com"),
        ...["site", "assets"].map((proof) => {
          const authorization = resource(
            "gcp:certificatemanager/dnsAuthorization:DnsAuthorization",
            {},
            { name: proof },
          );
          return {
            ...record(UNKNOWN, "CNAME", UNKNOWN, proof),
            propertyDependencies: { name: [authorization.urn], zoneId: [ZONE.urn] },
          };
        }),
      ],
    },
    fails: {
      "a CNAME beside an address": {
        stack: [ZONE, record("www", "A", "192.0.2.1"), record("www", "CNAME", "example.net")],
        findings: [taken('the host "www"', "A-www")],
      },
      "an address beside a CNAME under its full name": {
        stack: [
          ZONE,
          record("WWW.example.com", "CNAME", "example.net", "alias"),
          record("www", "AAAA", "2001:db8::1"),
        ],
        findings: [taken('the host "www"', "alias")],
      },
      "the same record twice, by its short and its full name": {
        stack: [
          ZONE,
          record("@", "MX", "mx.example.net", "one"),
          record("example.com", "MX", "MX.example.net.", "two"),
        ],
        findings: [taken('the MX record "example.com" with this content', "one")],
      },
      "a load balancer of a host that has a record": {
        stack: [
          ZONE,
          record("@", "A", "192.0.2.1"),
          ofZone("loadBalancer:LoadBalancer", { name: "example.com" }),
        ],
        findings: [taken('the host "example.com"', "A-@")],
      },
      "a Worker's domain, a bucket's and an application that have a record": {
        stack: [
          ZONE,
          record("app", "CNAME", "example.net"),
          ofZone("workersCustomDomain:WorkersCustomDomain", { hostname: "app.example.com" }),
          ofZone("r2CustomDomain:R2CustomDomain", { domain: "app.example.com" }),
          ofZone("spectrumApplication:SpectrumApplication", {
            dns: { name: "app.example.com", type: "CNAME" },
          }),
        ],
        findings: [
          'the host "app.example.com" is claimed by CNAME-app already [domain]',
          'the host "app.example.com" is claimed by CNAME-app already [dns.name]',
          'the host "app.example.com" is claimed by CNAME-app already [hostname]',
        ],
      },
      "a CNAME beside other sets of Cloud DNS": {
        stack: [
          resource(
            "gcp:dns/recordSet:RecordSet",
            { managedZone: "z", name: "a.example.", type: "TXT" },
            { name: "text" },
          ),
          resource(
            "gcp:dns/recordSet:RecordSet",
            { managedZone: "z", name: "a.example.", type: "CNAME" },
            { name: "alias" },
          ),
        ],
        findings: ['the name "a.example." is claimed by text already [name]'],
      },
      "one set of Cloud DNS twice": {
        stack: ["one", "two"].map((name) =>
          resource(
            "gcp:dns/recordSet:RecordSet",
            { managedZone: "z", name: "a.example.", type: "A" },
            { name },
          ),
        ),
        findings: ['the A records of "a.example." is claimed by one already [name]'],
      },
      "two records of a zone by its id": {
        stack: [literal("www.example.com", "one"), literal("www.example.com", "two")],
        findings: [
          taken('the CNAME record "www.example.com" with this content', "one"),
          taken('the host "www.example.com"', "one"),
        ],
      },
    },
    unknown: {
      "a name that is not known": {
        stack: [ZONE, record("www", "A", "192.0.2.1"), record(UNKNOWN, "CNAME", "example.net", "alias")],
        at: ["name"],
      },
      "the content of a second record": {
        stack: [ZONE, record("@", "MX", "a", "one"), record("@", "MX", UNKNOWN, "two")],
        at: ["content"],
      },
    },
  });
});
