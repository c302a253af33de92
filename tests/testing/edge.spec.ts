import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { Provider } from "@pulumi/cloudflare/provider.js";
import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import { Zone } from "@pulumi/cloudflare/zone.js";
import { expect } from "chai";
import { program as namespace } from "#docs/examples/cluster/namespace";
import { program as zone } from "#docs/examples/edge/zone";
import { edgeDecision } from "#testing/edge";
import { recordStack } from "#testing/record-stack";
import type { RecordedStack } from "#testing/stack";

describe("testing/edgeDecision", () => {
  let stack: RecordedStack;

  before(async () => {
    stack = await recordStack(zone);
  });

  it("says what the cache, the limits and the headers make of a request", () => {
    const api = edgeDecision(stack, "GET https://example.com/api/me");
    expect(api.verdict).to.equal("pass");
    expect(api.cache?.stored).to.equal(false);
    expect(api.limits.map(({ requests, periodSeconds }) => [requests, periodSeconds])).to.deep.equal([
      [600, 60],
    ]);
    expect(api.headers["x-content-type-options"]).to.equal("nosniff");
    const asset = edgeDecision(stack, "GET https://example.com/assets/app.3f2a.js");
    expect(asset.cache).to.include({ stored: true, edgeSeconds: 31_536_000 });
  });

  it("takes a path where there is one zone, and a request in detail", () => {
    expect(edgeDecision(stack, "GET /api/me")).to.deep.equal(
      edgeDecision(stack, { method: "GET", url: "https://example.com/api/me" }),
    );
  });

  it("knows zones that no component makes, with their records in any form and the account's rules", async () => {
    const plain = await recordStack(() => {
      const provider = new Provider("cloudflare", {});
      const zone = new Zone("zone", { account: { id: "0a1b" }, name: "example.net" }, { provider });
      const zoneId = zone.id;
      new DnsRecord(
        "apex",
        { zoneId, name: "@", type: "A", content: "192.0.2.1", ttl: 1, proxied: true },
        { provider },
      );
      new DnsRecord(
        "any",
        { zoneId, name: "*", type: "A", content: "192.0.2.1", ttl: 1, proxied: true },
        { provider },
      );
      const rules = (action: string, expression: string) => [{ action, expression, ref: action }];
      const phase = "http_request_firewall_custom";
      new Ruleset(
        "zone-rules",
        {
          zoneId,
          kind: "zone",
          name: "rules",
          phase,
          rules: rules("block", 'http.request.uri.path eq "/admin"'),
        },
        { provider },
      );
      new Ruleset(
        "account-rules",
        {
          accountId: "0a1b",
          kind: "root",
          name: "rules",
          phase,
          rules: rules("managed_challenge", "not ssl"),
        },
        { provider },
      );
      return {};
    });
    expect(edgeDecision(plain, "GET https://example.net/admin").verdict).to.equal("block");
    expect(edgeDecision(plain, "GET https://shop.example.net/admin").verdict).to.equal("block");
    expect(edgeDecision(plain, "GET http://example.net/admin").verdict).to.equal("challenge");
    expect(edgeDecision(plain, "GET https://example.net/").verdict).to.equal("pass");
    expect(edgeDecision(plain, "GET https://a.b.example.net/").verdict).to.equal("unreached");
  });

  it("takes circumstances", () => {
    const login = edgeDecision(stack, "POST /api/login", { earlierRequests: 5 });
    expect(login).to.include({ verdict: "block", status: 429 });
  });

  it("refuses hosts that no zone has, and requests that it cannot read", async () => {
    expect(() => edgeDecision(stack, "GET https://example.org/")).to.throw(
      "no zone answers for example.org; there are: example.com",
    );
    expect(() => edgeDecision(stack, "/api/me")).to.throw('the request "/api/me" is not a method and a URL');
    for (const request of ["GET example.com/api/me", "GET localhost:8080/", "GET ftp://example.com/"]) {
      expect(() => edgeDecision(stack, request)).to.throw(
        `the request "${request}" has no URL with http or https`,
      );
    }
    const none = await recordStack(namespace);
    expect(() => edgeDecision(none, "GET /api/me")).to.throw(
      'the request "GET /api/me" names no host, and the stack has no zone',
    );
  });
});
