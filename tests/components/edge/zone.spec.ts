import { expect } from "chai";
import { cached, neverStored } from "#components/edge/rules/caching/cache";
import { VERSIONED } from "#components/edge/rules/caching/lifetime";
import { DOCUMENTS, FONTS, IMAGES } from "#components/edge/rules/matching";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import { program } from "#docs/examples/edge/zone";
import { type Graph, isUnknown } from "#graph/model";
import { record } from "#graph/record/record";
import { childrenOf, nodeNamed, recordWith } from "../../support/record.ts";
import { failureOf } from "../../support/refusals.ts";
import { recordZone, ZONE_ARGS } from "./zone/support.ts";

describe("Zone", () => {
  it("makes exactly these resources", async () => {
    const children = childrenOf(await recordZone(), "zone").map((child) =>
      child.replace(/cloudflare:index\/\w+:/, ""),
    );
    expect(children).to.deep.equal([
      "Zone zone-domain",
      "ZoneDnssec zone-dnssec",
      "DnsRecord zone-apex",
      "ZoneSetting zone-ssl",
      "ZoneSetting zone-min-tls-version",
      "ZoneSetting zone-tls-1-3",
      "ZoneSetting zone-0rtt",
      "ZoneSetting zone-always-use-https",
      "ZoneSetting zone-automatic-https-rewrites",
      "ZoneSetting zone-security-header",
      "ZoneSetting zone-tls-client-auth",
      "ZoneSetting zone-http2",
      "ZoneSetting zone-http3",
      "ZoneSetting zone-early-hints",
      "ZoneSetting zone-brotli",
      "ZoneSetting zone-websockets",
      "UniversalSslSetting zone-certificates",
      "BotManagement zone-bots",
      "ArgoTieredCaching zone-tiers",
      "TieredCache zone-smart-tiers",
      "UrlNormalizationSettings zone-urls",
      "LeakedCredentialCheck zone-leaked-credentials",
      "Ruleset zone-cache",
      "Ruleset zone-cache-responses",
    ]);
  });

  it("runs as its example shows, with one ruleset for each phase", async () => {
    const graph = await record(program, { project: "strata", stack: "test" });
    const rulesets = graph.nodes.filter(({ type }) => type === "cloudflare:index/ruleset:Ruleset");
    const phases = rulesets.map(({ inputs }) => inputs["phase"]);
    expect(new Set(phases).size).to.equal(phases.length);
    for (const { inputs, settings } of rulesets) {
      expect(inputs["kind"]).to.equal("zone");
      expect(settings.deleteBeforeReplace).to.equal(true);
    }
    expect(nodeNamed(graph, "zone").published?.["facts"]).to.deep.equal({
      dns: { records: 2, hosts: 2, proxiedHosts: 2, dnssec: true },
      plan: "pro",
      tls: { min: "1.2", max: "1.3", mode: "strict" },
      hsts: { seconds: 31_536_000, includeSubdomains: false, preload: false },
      originPulls: true,
      bots: { automated: "block", verified: "allow" },
      firewall: [
        { kind: "managed", owasp: { sensitivity: "medium", paranoia: 1 }, action: "block" },
        { kind: "verified-bots", action: "allow" },
      ],
      rateLimits: [
        { match: { paths: ["/api/login"] }, requests: 5, periodSeconds: 60, by: "address", status: 429 },
        { match: { paths: ["/api/"] }, requests: 600, periodSeconds: 60, by: "address", status: 429 },
      ],
      cache: [
        {
          storage: "stored",
          match: { paths: ["/assets/"] },
          lifetime: { browserSeconds: 31_536_000, immutable: true },
        },
        {
          storage: "stored",
          label: "images, fonts",
          match: { extensions: [...IMAGES, ...FONTS] },
          lifetime: { browserSeconds: 2_592_000 },
        },
        { storage: "never", label: "HTML", match: { extensions: [...DOCUMENTS] } },
        { storage: "bypass", match: { paths: ["/api/"] } },
      ],
      responseHeaders: [{ purpose: "set", names: Object.keys(securityHeaders()) }],
    });
  });

  it("S17 blocks bad bots, lets good ones in", async () => {
    expect(nodeNamed(await recordZone(), "zone-bots").inputs).to.include({
      sbfmDefinitelyAutomated: "block",
      sbfmVerifiedBots: "allow",
    });
    expect(nodeNamed(await recordZone({ plan: "business" }), "zone-bots").inputs).to.include({
      sbfmLikelyAutomated: "managed_challenge",
    });
    expect(nodeNamed(await recordZone({ plan: "free" }), "zone-bots").inputs).to.include({ fightMode: true });
  });

  it("S14 shields the origin by tiered cache", async () => {
    const graph = await recordZone();
    expect(nodeNamed(graph, "zone-tiers").inputs["value"]).to.equal("on");
    expect(nodeNamed(graph, "zone-smart-tiers").inputs["value"]).to.equal("on");
  });

  it("C5 turns tiered caching on before its smart topology, which a zone refuses without", async () => {
    const graph = await recordZone();
    const { dependencies } = nodeNamed(graph, "zone-smart-tiers");
    expect(dependencies).to.include(nodeNamed(graph, "zone-tiers").urn);
  });

  it("B4 leaves the state of DNSSEC to the registrar, and the rest to itself", async () => {
    const { inputs, settings } = nodeNamed(await recordZone(), "zone-dnssec");
    expect(inputs["status"]).to.equal("active");
    expect(settings.ignoreChanges).to.deep.equal(["status"]);
  });

  it("C5 tells the edge in which region of a cloud an origin is, since its address may be anycast", async () => {
    const home = { address: "192.0.2.1", cloud: "gcp", region: "us-central1" } as const;
    const graph = await recordZone({ originRegions: { home } });
    expect(nodeNamed(graph, "zone-origin-home").inputs).to.include({
      originIp: "192.0.2.1",
      vendor: "gcp",
      region: "us-central1",
    });
    expect(await failureOf(recordZone({ originRegions: { home: { ...home, region: "US" } } }))).to.include(
      'originRegions.home.region is "US"; allowed are names of regions such as us-central1',
    );
  });

  it("gives records their full names and leaves other children alone when a key comes or goes", async () => {
    const www = { type: "CNAME", name: "www", content: "example.com" } as const;
    const before = await recordZone();
    const after = await recordZone({ records: { www, ...ZONE_ARGS.records } });
    expect(nodeNamed(after, "zone-www").inputs["name"]).to.equal("www.example.com");
    expect(nodeNamed(after, "zone-apex").inputs["name"]).to.equal("example.com");
    const urns = (graph: Graph) => graph.nodes.map(({ urn }) => urn);
    expect(urns(after)).to.include.members(urns(before));
  });

  it("S12 lets a bucket answer for a host, under the bucket's own name", async () => {
    const cdn = { hosts: ["cdn.example.com"], bucket: "assets" };
    const graph = await recordZone({ buckets: { cdn } });
    expect(nodeNamed(graph, "zone-buckets").inputs["rules"]).to.deep.equal([
      {
        cloudConnectorRulesProvider: "gcp_storage",
        description: "cdn.example.com",
        enabled: true,
        expression: 'http.host in {"cdn.example.com"}',
        parameters: { host: "assets.storage.googleapis.com" },
      },
    ]);
  });

  it("keeps a rule's ref when others come and go", async () => {
    const assets = cached({ paths: ["/assets/"], lifetime: VERSIONED });
    const pages = neverStored({ extensions: ["html"] });
    const refs = async (args: Partial<ZoneArgs>) => {
      const rules = nodeNamed(await recordZone(args), "zone-cache").inputs["rules"];
      return Array.isArray(rules) ? rules.map((rule) => rule.ref) : [];
    };
    expect(await refs({ rules: { assets } })).to.deep.equal(["assets", "credentials"]);
    expect(await refs({ rules: { pages, assets } })).to.deep.equal(["assets", "pages", "credentials"]);
    expect(await refs({ rules: { pages, assets: undefined } })).to.deep.equal(["pages", "credentials"]);
  });

  it("protects the zone and its DNSSEC unless told otherwise", async () => {
    const isProtected = (graph: Graph) => graph.nodes.filter((node) => node.protect).map(({ name }) => name);
    expect(isProtected(await recordZone())).to.deep.equal(["zone-domain", "zone-dnssec"]);
    expect(isProtected(await recordZone({ protect: false }))).to.deep.equal([]);
  });

  it("takes an origin address that only the deployment knows", async () => {
    const graph = await recordWith(({ cloudflare }) => {
      const other = new Zone("other", { ...ZONE_ARGS, domain: "other.example" }, { provider: cloudflare });
      const apex = { type: "A", name: "@", content: other.id } as const;
      new Zone("zone", { ...ZONE_ARGS, records: { apex } }, { provider: cloudflare });
      return {};
    });
    expect(isUnknown(nodeNamed(graph, "zone-apex").inputs["content"])).to.equal(true);
    expect(nodeNamed(graph, "zone-cache").inputs["phase"]).to.equal("http_request_cache_settings");
  });

  it("S19 sets six security headers from the constant that servers use too", async () => {
    const headers = securityHeaders();
    expect(headers).to.deep.equal({
      "X-Frame-Options": "DENY",
      "X-Content-Type-Options": "nosniff",
      "X-XSS-Protection": "0",
      "Strict-Transport-Security": "max-age=31536000",
      "Referrer-Policy": "strict-origin-when-cross-origin",
      "Content-Security-Policy":
        "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'",
    });
    const graph = await recordZone({ rules: { security: responseHeaders(headers) } });
    const set = Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, { operation: "set", value }]),
    );
    expect(nodeNamed(graph, "zone-response-headers").inputs["rules"]).to.deep.include({
      ref: "security",
      action: "rewrite",
      actionParameters: { headers: set },
      description:
        "Set X-Frame-Options, X-Content-Type-Options, X-XSS-Protection, Strict-Transport-Security, Referrer-Policy, Content-Security-Policy",
      enabled: true,
      expression: "true",
    });
  });
});
