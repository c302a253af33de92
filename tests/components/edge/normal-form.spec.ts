import { output } from "@pulumi/pulumi";
import { expect } from "chai";
import type { ZoneRecord } from "#components/edge/records";
import { normalHost, normalRecord } from "#components/edge/records/normal-form";
import { matching } from "#components/edge/rules/matching";
import { print } from "#models/cloudflare/expression/print";
import { application, planned } from "./fixtures.ts";

const NORMAL: readonly (readonly [given: ZoneRecord, stored: Partial<ZoneRecord>])[] = [
  [
    { type: "CNAME", name: "WWW", content: "Example.NET." },
    { name: "www", content: "example.net" },
  ],
  [{ type: "MX", name: "@", content: "ASPMX.l.google.com.", priority: 1 }, { content: "aspmx.l.google.com" }],
  [{ type: "MX", name: "@", content: ".", priority: 0 }, { content: "." }],
  [{ type: "NS", name: "team", content: "NS1.example.net." }, { content: "ns1.example.net" }],
  [{ type: "PTR", name: "a", content: "Host.example.net." }, { content: "host.example.net" }],
  [{ type: "AAAA", name: "a", content: "2001:DB8:0:0::1" }, { content: "2001:db8::1" }],
  [{ type: "AAAA", name: "a", content: "::ffff:192.0.2.1" }, { content: "::ffff:192.0.2.1" }],
  [
    { type: "SRV", name: "_SIP._tcp", priority: 1, weight: 1, port: 1, target: "Sip.example.net." },
    { name: "_sip._tcp", target: "sip.example.net" },
  ],
  [{ type: "HTTPS", name: "a", priority: 1, target: "." }, { target: "." }],
  [{ type: "SVCB", name: "a", priority: 1, target: "B.example.net." }, { target: "b.example.net" }],
  [
    { type: "CAA", name: "@", tag: "issue", value: "LetsEncrypt.org; accounturi=https://A/1" },
    { value: "letsencrypt.org; accounturi=https://A/1" },
  ],
  [
    { type: "CAA", name: "@", tag: "iodef", value: "mailto:Security@example.com" },
    { value: "mailto:Security@example.com" },
  ],
  [
    { type: "TXT", name: "Proof.", content: "KeepsCase." },
    { name: "proof", content: "KeepsCase." },
  ],
  [
    { type: "A", name: "A.", content: "192.0.2.1" },
    { name: "a", content: "192.0.2.1" },
  ],
];

describe("the form in which Cloudflare stores records", () => {
  for (const [given, stored] of NORMAL) {
    it(`B3 is the one that is sent, for ${JSON.stringify(given)}`, () => {
      expect(normalRecord(given)).to.deep.equal({ ...given, ...stored });
    });
  }

  it("B3 is that of hosts that are known later", async () => {
    const host = normalHost(output("Proof.Example.NET."));
    expect(await new Promise((resolve) => output(host).apply(resolve))).to.equal("proof.example.net");
  });

  it("B3 is what a zone registers, checks and compares", async () => {
    const { rules: _, ...bare } = application;
    const records: Record<string, ZoneRecord> = {
      mail: { type: "MX", name: "@", content: "ASPMX.L.Google.com.", priority: 1 },
      shop: { type: "A", name: "Shop.SQL-Studio.app.", content: "192.0.2.1" },
    };
    const { nodes } = await planned({ ...bare, domain: "SQL-Studio.App.", records });
    const sent = nodes.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
    expect(sent.map(({ inputs }) => [inputs["name"], inputs["content"]])).to.deep.equal([
      ["sql-studio.app", "aspmx.l.google.com"],
      ["shop.sql-studio.app", "192.0.2.1"],
    ]);
    const twice = { ...records, again: { type: "CNAME", name: "shop", content: "a.example" } as const };
    const refused = await planned({ ...bare, records: twice }).then(() => "", String);
    expect(refused).to.include("it conflicts with records.");
  });

  it("B3 is the one that rules compare: http.host has no capitals", () => {
    expect(print(matching({ hosts: ["Shop.Example.com."] }))).to.equal('http.host in {"shop.example.com"}');
  });
});
