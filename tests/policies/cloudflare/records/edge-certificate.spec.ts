import { type Node, UNKNOWN, type Value } from "#graph/model";
import { edgeCertificate } from "#policies/cloudflare/records/edge-certificate";
import { describeRule } from "../../support/rules.ts";
import { ofZone, ZONE } from "../../support/zones.ts";

function record(name: Value, proxied: Value = true): Node {
  return ofZone("dnsRecord:DnsRecord", { name, type: "A", content: "192.0.2.1", proxied });
}

const pack = (...hosts: Value[]) => ofZone("certificatePack:CertificatePack", { hosts });
const DEEP = record("api.app.example.com");
const none = (host: string) =>
  `no certificate of the edge covers ${host}: universal SSL has example.com and *.example.com [name]`;

describe("D10 certificates for every host", () => {
  describeRule(edgeCertificate, {
    passes: {
      "the domain and one label below": [ZONE, record("@"), record("www.example.com")],
      "a deeper host that is not proxied": [ZONE, record("api.app.example.com", false)],
      "a deeper host with a certificate": [ZONE, DEEP, pack("app.example.com", "*.app.example.com")],
      "a zone that orders certificates for all hosts": [
        ZONE,
        DEEP,
        ofZone("totalTls:TotalTls", { enabled: true }),
      ],
    },
    fails: {
      "a deeper host without the domain, and a deeper wildcard": {
        stack: [
          ZONE,
          record("api.app"),
          ofZone("record:Record", { name: "*.app.example.com.", proxied: true }),
        ],
        findings: [none("api.app.example.com"), none("*.app.example.com")],
      },
      "a deeper host": { stack: [ZONE, DEEP], findings: [none("api.app.example.com")] },
      "a deeper host with another certificate": {
        stack: [ZONE, DEEP, pack("*.shop.example.com"), ofZone("totalTls:TotalTls", { enabled: false })],
        findings: [none("api.app.example.com")],
      },
      "a load balancer": {
        stack: [ZONE, ofZone("loadBalancer:LoadBalancer", { name: "a.b.example.com" })],
        findings: [none("a.b.example.com")],
      },
    },
    unknown: {
      "the names of a certificate": { stack: [ZONE, DEEP, pack(UNKNOWN)], at: ["hosts[0]"] },
      "a certificate of one's own": {
        stack: [ZONE, DEEP, ofZone("customSsl:CustomSsl", { certificate: "PEM" })],
        at: ["certificate"],
      },
    },
  });
});
