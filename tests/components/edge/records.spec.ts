import { expect } from "chai";
import { certificateAuthorities, dkim, dmarc, noMail, spf } from "#components/edge/mail";
import { fullName, type ZoneRecord } from "#components/edge/records";
import { application, planned } from "./fixtures.ts";

const { rules: _, ...bare } = application;

async function recordsOf(
  records: Record<string, ZoneRecord>,
): Promise<Record<string, Record<string, unknown>>> {
  const graph = await planned({ ...bare, records });
  const found = graph.nodes.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
  return Object.fromEntries(
    found.map(({ name, inputs: { zoneId, ...rest } }) => [name.replace("zone-", ""), rest]),
  );
}

async function refusal(record: ZoneRecord): Promise<string> {
  return planned({ ...bare, records: { a: record } }).then(() => "accepted", String);
}

describe("DNS records of a zone", () => {
  it("S4 writes A, AAAA, CNAME, MX, TXT and CAA, hosts proxied and the zone signed", async () => {
    const records = await recordsOf({
      apex: { type: "A", name: "@", content: "192.0.2.10" },
      six: { type: "AAAA", name: "@", content: "2001:db8::10" },
      www: { type: "CNAME", name: "www", content: "sql-studio.app" },
      mail: { type: "MX", name: "@", content: "mx.example.net", priority: 10 },
      verification: { type: "TXT", name: "@", content: "site-verification=abc" },
      ...certificateAuthorities({ letsencrypt: "letsencrypt.org" }),
    });
    const name = "sql-studio.app";
    expect(records).to.deep.equal({
      apex: { type: "A", name, content: "192.0.2.10", proxied: true, ttl: 1 },
      six: { type: "AAAA", name, content: "2001:db8::10", proxied: true, ttl: 1 },
      www: { type: "CNAME", name: `www.${name}`, content: name, proxied: true, ttl: 1 },
      mail: { type: "MX", name, content: "mx.example.net", priority: 10, ttl: 1 },
      verification: { type: "TXT", name, content: '"site-verification=abc"', ttl: 1 },
      "caa-letsencrypt": {
        type: "CAA",
        name,
        ttl: 1,
        data: { flags: 0, tag: "issue", value: "letsencrypt.org" },
      },
    });
    const dnssec = (await planned(bare)).nodes.find(
      ({ type }) => type === "cloudflare:index/zoneDnssec:ZoneDnssec",
    );
    expect(dnssec?.inputs["status"]).to.equal("active");
  });

  it("writes SPF, DKIM and DMARC", async () => {
    const records = await recordsOf({
      spf: spf("include:_spf.google.com"),
      dkim: dkim("mail2026", "MIIB"),
      dmarc: dmarc("quarantine", "dmarc@sql-studio.app"),
    });
    expect(records["spf"]).to.include({ content: '"v=spf1 include:_spf.google.com -all"' });
    expect(records["dkim"]).to.include({
      name: "mail2026._domainkey.sql-studio.app",
      content: '"v=DKIM1; k=rsa; p=MIIB"',
    });
    expect(records["dmarc"]).to.include({
      name: "_dmarc.sql-studio.app",
      content: '"v=DMARC1; p=quarantine; adkim=s; aspf=s; rua=mailto:dmarc@sql-studio.app"',
    });
    const long = await recordsOf({ dkim: dkim("long", "x".repeat(300)) });
    const strings = String(long["dkim"]?.["content"]).split(" ").length;
    expect(long["dkim"]?.["content"]).to.match(/^"v=DKIM1; k=rsa; p=x+" "x+"$/);
    expect(strings).to.equal(4);
    expect(() => spf(...Array<string>(11).fill("include:a.example"))).to.throw("11 look-ups");
  });

  it("keeps others from sending in the name of a domain without mail", async () => {
    const records = await recordsOf({ ...noMail() });
    expect(records["spf"]).to.include({ content: '"v=spf1 -all"' });
    expect(records["mx"]).to.include({ content: ".", priority: 0 });
    expect(records["dmarc"]).to.include({ content: '"v=DMARC1; p=reject; adkim=s; aspf=s"' });
  });

  it("publishes an address unproxied only for a reason", async () => {
    const proxied = { unproxiedBecause: "SSH bastion, not the origin" };
    const records = await recordsOf({
      bastion: { type: "A", name: "bastion", content: "192.0.2.20", proxied, ttlSeconds: 300 },
    });
    expect(records["bastion"]).to.include({ proxied: false, ttl: 300 });
    const bad = { type: "A", name: "a", content: "192.0.2.20" } as const;
    expect(await refusal({ ...bad, proxied: { unproxiedBecause: " " } })).to.include("with the reason");
    expect(await refusal({ ...bad, proxied, ttlSeconds: 30 })).to.include("ttlSeconds is 30");
    expect(await refusal({ ...bad, name: "a.sql-studio.app." })).to.include("without a final dot");
  });

  it("writes full names whichever way they are given", () => {
    for (const [given, full] of [
      ["@", "example.com"],
      ["www", "www.example.com"],
      ["*", "*.example.com"],
      ["www.example.com", "www.example.com"],
      ["example.com", "example.com"],
      ["notexample.com", "notexample.com.example.com"],
    ] as const) {
      expect(fullName(given, "example.com"), given).to.equal(full);
    }
  });
});
