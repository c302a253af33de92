import { secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { Zone } from "#components/edge/zone";
import type { ZoneArgs } from "#components/edge/zone/args";
import { type Graph, isSecret } from "#graph/model";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { recordZone, ZONE_ARGS } from "./support.ts";

function settingsIn(graph: Graph): Record<string, unknown> {
  const settings = graph.nodes.filter(({ type }) => type === "cloudflare:index/zoneSetting:ZoneSetting");
  return Object.fromEntries(settings.map(({ inputs }) => [inputs["settingId"], inputs["value"]]));
}

describe("Zone: protocols and certificates", () => {
  it("S5 speaks to the origin strictly, TLS 1.3, with a certificate of its own", async () => {
    expect(settingsIn(await recordZone())).to.include({
      ssl: "strict",
      min_tls_version: "1.2",
      tls_1_3: "on",
      "0rtt": "off",
      tls_client_auth: "on",
      always_use_https: "on",
    });
    expect(nodeNamed(await recordZone(), "zone-apex").inputs["proxied"]).to.equal(true);
  });

  it("S6 has its certificates issued and renewed by Cloudflare", async () => {
    expect(nodeNamed(await recordZone(), "zone-certificates").inputs["enabled"]).to.equal(true);
  });

  it("S7 speaks HTTP/2, HTTP/3, Early Hints and Brotli", async () => {
    const spoken = { http2: "on", http3: "on", early_hints: "on", brotli: "on" };
    expect(settingsIn(await recordZone())).to.include(spoken);
    expect(
      settingsIn(await recordZone({ plan: "free" })),
      "HTTP/2 cannot be set on Free",
    ).not.to.have.property("http2");
  });

  it("says HSTS in the API's own spelling, all five members", async () => {
    expect(settingsIn(await recordZone())["security_header"]).to.deep.equal({
      strict_transport_security: {
        enabled: true,
        max_age: 31536000,
        include_subdomains: false,
        preload: false,
        nosniff: true,
      },
    });
  });

  it("shows the origin a certificate of its own, whose key stays secret", async () => {
    const originPullCertificate = { certificate: "-----BEGIN CERTIFICATE-----", privateKey: secret("key") };
    const graph = await recordZone({ originPullCertificate });
    expect(nodeNamed(graph, "zone-origin-pulls").inputs["enabled"]).to.equal(true);
    expect(isSecret(nodeNamed(graph, "zone-origin-pull").inputs["privateKey"])).to.equal(true);
    expect(JSON.stringify(graph)).not.to.include('"key"');
  });

  it("names the authority of its own certificate for routes, and none for the shared one", async () => {
    const own = { certificate: "a certificate", privateKey: secret("key") };
    const authorityOf = async (originPullCertificate?: ZoneArgs["originPullCertificate"]) => {
      let authority: unknown;
      await recordWith(({ cloudflare }) => {
        const args = { ...ZONE_ARGS, ...(originPullCertificate ? { originPullCertificate } : {}) };
        authority = new Zone("zone", args, { provider: cloudflare }).originPullAuthority;
        return {};
      });
      return authority;
    };
    expect(await authorityOf()).to.equal(undefined);
    expect(await authorityOf(own)).to.equal("a certificate");
    expect(await authorityOf({ ...own, authority: "an authority" })).to.equal("an authority");
  });
});
