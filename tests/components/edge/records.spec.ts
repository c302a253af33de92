import { expect } from "chai";
import { certificateAuthorities, dkim, dmarc, noMail, spf } from "#components/edge/mail";
import { fullName, type ZoneRecord } from "#components/edge/records";
import { proxiedRecord } from "#policies/cloudflare/records/proxied-record";
import { PolicyContext } from "#policies/context";
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
    expect(records["bastion"]).to.include({
      proxied: false,
      ttl: 300,
      comment: "not proxied: SSH bastion, not the origin",
    });
    const bad = { type: "A", name: "a", content: "192.0.2.20" } as const;
    expect(await refusal({ ...bad, proxied: { unproxiedBecause: " " } })).to.include("with the reason");
    expect(await refusal({ ...bad, proxied, ttlSeconds: 30 })).to.match(/ttlSeconds is 30\b/);
    const told = { ...bad, proxied, comment: "x".repeat(480) };
    expect(await refusal(told)).to.include("at most 500 characters, with the reason why it is not proxied");
  });

  it("I28 asks for the reason once: the gate reads it from the record", async () => {
    const bastion: ZoneRecord = {
      type: "A",
      name: "bastion",
      content: "192.0.2.20",
      proxied: { unproxiedBecause: "SSH bastion, not the origin" },
    };
    const { nodes } = await planned({ ...bare, records: { bastion } });
    const records = nodes.filter(({ type }) => type === "cloudflare:index/dnsRecord:DnsRecord");
    const stack = new PolicyContext({ nodes: records });
    expect(stack.resources.map((each) => proxiedRecord.evaluate(each, stack))).to.deep.equal([
      { violations: [], unknown: [] },
    ]);
  });

  it("F2 never proxies a name with a label that begins with an underscore, without a reason", async () => {
    const names = ["s1._domainkey", "_acme-challenge.www", "_dmarc", "_acme-challenge"];
    const hosts = await recordsOf(
      Object.fromEntries(
        names.map((name, index) => [
          `r${index}`,
          { type: "CNAME", name, content: "s1._domainkey.mail.example.net" },
        ]),
      ),
    );
    expect(Object.values(hosts).map(({ proxied }) => proxied)).to.deep.equal(names.map(() => false));
    const explicit = { type: "CNAME", name: "_dmarc", content: "dmarc.example.net", proxied: true } as const;
    expect(await refusal(explicit)).to.include("records.a.proxied is true; allowed are false or nothing");
    const kept = await recordsOf({
      a: { type: "CNAME", name: "_dmarc", content: "dmarc.example.net", ttlSeconds: 3600 },
    });
    expect(kept["a"]).to.include({ proxied: false, ttl: 3600 });
  });

  it("F2 checks the content of every type", async () => {
    const srv = {
      type: "SRV",
      name: "_sip._tls",
      priority: 1,
      weight: 1,
      port: 443,
      target: "sip.example.net",
    } as const;
    const tlsa = { type: "TLSA", name: "_25._tcp.mail", usage: 3, selector: 1, matchingType: 1 } as const;
    const cases: [ZoneRecord, string][] = [
      [
        { type: "A", name: "a", content: "2001:db8::1" },
        'content is "2001:db8::1"; allowed are IPv4 addresses',
      ],
      [{ type: "A", name: "a", content: "origin.example.net" }, "IPv4 addresses, for A"],
      [{ type: "AAAA", name: "a", content: "192.0.2.1" }, "IPv6 addresses, for AAAA"],
      [{ type: "A", name: "a", content: "10.0.0.1" }, "public addresses, for a proxied record"],
      [{ type: "AAAA", name: "a", content: "fd00::1" }, "public addresses, for a proxied record"],
      [{ type: "CNAME", name: "a", content: "https://example.net" }, "allowed are names"],
      [{ type: "CNAME", name: "a", content: "192.0.2.1" }, "allowed are names"],
      [{ type: "MX", name: "@", content: "192.0.2.1", priority: 1 }, "host names"],
      [{ type: "MX", name: "@", content: "_mx.example.net", priority: 1 }, "host names"],
      [{ type: "MX", name: "@", content: ".", priority: 1 }, 'priority is 1; allowed are 0 for "."'],
      [
        { type: "MX", name: "@", content: "mx.example.net", priority: 65_536 },
        "whole numbers from 0 to 65535",
      ],
      [
        { type: "NS", name: "@", content: "ns.example.net" },
        'name is "@"; allowed are names below the domain',
      ],
      [{ type: "PTR", name: "1", content: "a b" }, "host names"],
      [{ type: "TXT", name: "@", content: '"a" b' }, "plain text, or strings in quotes"],
      [{ type: "TXT", name: "@", content: `"${"x".repeat(256)}"` }, "strings of at most 255 bytes"],
      [
        { type: "TXT", name: "@", content: "x".repeat(4096) },
        'content is "4113 bytes"; allowed are at most 4096',
      ],
      [{ type: "CAA", name: "@", tag: "issue", value: "" }, "the domain of an authority"],
      [
        { type: "CAA", name: "@", tag: "issue", value: "https://letsencrypt.org" },
        "the domain of an authority",
      ],
      [{ type: "CAA", name: "@", tag: "iodef", value: "security@example.com" }, "mailto:"],
      [{ ...srv, name: "sip" }, "names such as _sip._tcp"],
      [{ ...srv, port: 70_000 }, "port is 70000"],
      [{ ...srv, target: "192.0.2.1" }, 'host names, or "." for a service'],
      [
        { type: "HTTPS", name: "@", priority: 0, target: "b.example", parameters: { alpn: "h3" } },
        "none with priority 0",
      ],
      [
        { type: "HTTPS", name: "@", priority: 1, target: ".", parameters: { alnp: "h3" } },
        'parameters\' key is "alnp"',
      ],
      [{ ...tlsa, certificate: "xyz" }, "pairs of hexadecimal digits"],
      [{ ...tlsa, name: "mail", certificate: "00" }, "names such as _443._tcp.www"],
      [{ ...tlsa, usage: 4, certificate: "00" }, "usage is 4; allowed are whole numbers from 0 to 3"],
      [
        { type: "DS", name: "@", keyTag: 1, algorithm: 13, digestType: 2, digest: "00" },
        "names below the domain",
      ],
      [
        { type: "SSHFP", name: "a", algorithm: 256, fingerprintType: 2, fingerprint: "00" },
        "algorithm is 256",
      ],
      [{ type: "URI", name: "_http._tcp", priority: 1, weight: 1, target: "example" }, "absolute URIs"],
    ];
    for (const [record, words] of cases) {
      expect(await refusal(record))
        .to.include('Zone "zone": records.a')
        .and.to.include(words);
    }
    const unheard: unknown = { type: "SPF", name: "@", content: "v=spf1 -all" };
    expect(await refusal(unheard as ZoneRecord)).to.include(
      'records.a.type is "SPF"; allowed are "A", "AAAA"',
    );
  });

  it("H20 writes NS, PTR, SRV, HTTPS, SVCB, TLSA, DS, SSHFP, URI and critical CAA", async () => {
    const records = await recordsOf({
      ns: { type: "NS", name: "lab", content: "ns1.example.net" },
      ptr: { type: "PTR", name: "1.2.0.192", content: "host.example.net" },
      srv: { type: "SRV", name: "_sip._tls", priority: 10, weight: 5, port: 443, target: "sip.example.net" },
      https: {
        type: "HTTPS",
        name: "dl",
        priority: 1,
        target: ".",
        parameters: { alpn: "h3,h2", "no-default-alpn": true },
      },
      svcb: { type: "SVCB", name: "_dns", priority: 0, target: "dns.example.net" },
      tlsa: {
        type: "TLSA",
        name: "_25._tcp.mail",
        usage: 3,
        selector: 1,
        matchingType: 1,
        certificate: "0aff",
      },
      ds: { type: "DS", name: "lab", keyTag: 2371, algorithm: 13, digestType: 2, digest: "0aff" },
      sshfp: { type: "SSHFP", name: "bastion", algorithm: 4, fingerprintType: 2, fingerprint: "0aff" },
      uri: { type: "URI", name: "_http._tcp", priority: 1, weight: 2, target: "https://example.net/" },
      caa: { type: "CAA", name: "@", tag: "issuewild", value: ";", critical: true },
    });
    const domain = "sql-studio.app";
    const data = (name: string, type: string, fields: object) => ({
      type,
      name: `${name}.${domain}`,
      ttl: 1,
      data: fields,
    });
    expect(records).to.deep.equal({
      ns: { type: "NS", name: `lab.${domain}`, content: "ns1.example.net", ttl: 1 },
      ptr: { type: "PTR", name: `1.2.0.192.${domain}`, content: "host.example.net", ttl: 1 },
      srv: data("_sip._tls", "SRV", { priority: 10, weight: 5, port: 443, target: "sip.example.net" }),
      https: data("dl", "HTTPS", { priority: 1, target: ".", value: 'alpn="h3,h2" no-default-alpn' }),
      svcb: data("_dns", "SVCB", { priority: 0, target: "dns.example.net", value: "" }),
      tlsa: data("_25._tcp.mail", "TLSA", { usage: 3, selector: 1, matchingType: 1, certificate: "0aff" }),
      ds: data("lab", "DS", { keyTag: 2371, algorithm: 13, digestType: 2, digest: "0aff" }),
      sshfp: data("bastion", "SSHFP", { algorithm: 4, type: 2, fingerprint: "0aff" }),
      uri: data("_http._tcp", "URI", { priority: 1, weight: 2, target: "https://example.net/" }),
      caa: { type: "CAA", name: domain, ttl: 1, data: { flags: 128, tag: "issuewild", value: ";" } },
    });
  });

  it("H21 lets every record say its time to live, within the plan's bounds", async () => {
    const mail = { type: "MX", name: "@", content: "mx.example.net", priority: 10 } as const;
    expect((await recordsOf({ mail: { ...mail, ttlSeconds: 60 } }))["mail"]).to.include({ ttl: 60 });
    for (const [ttlSeconds, words] of [
      [
        59,
        "ttlSeconds is 59; allowed are at least 60 seconds, or nothing for automatic, on plan pro; it needs plan enterprise",
      ],
      [1, "at least 60 seconds, or nothing for automatic"],
      [86_401, "whole numbers up to 86400 seconds"],
      [90.5, "whole numbers up to 86400 seconds"],
    ] as const) {
      expect(await refusal({ ...mail, ttlSeconds })).to.include(words);
    }
    const enterprise = { ...bare, plan: "enterprise" as const };
    expect(await planned({ ...enterprise, records: { mail: { ...mail, ttlSeconds: 30 } } })).to.be.an(
      "object",
    );
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
