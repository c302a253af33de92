import { expect } from "chai";
import { CLOUDFLARE_TYPES, RULESET_PHASES, tokenPermission } from "#models/access/cloudflare";
import { PHASES } from "#models/cloudflare/phases";
import { acceptedPermissions, declarationsOf } from "./sdk.ts";

const NO_RULESET = { phase: undefined, ofAccount: false };
const RULESET = "cloudflare:index/ruleset:Ruleset";

describe("permissions of Cloudflare's API token", () => {
  for (const [type, { permission, source }] of Object.entries(CLOUDFLARE_TYPES)) {
    it(`A3 ${type} needs what the installed SDK accepts`, () => {
      expect(declarationsOf(type), "in the SDK").to.be.a("string");
      const accepted = acceptedPermissions(type);
      if (source === undefined) {
        expect(accepted).to.include.oneOf([`${permission} Write`, `${permission} Edit`]);
      } else {
        expect(accepted, "the SDK names some now").to.deep.equal([]);
      }
    });
  }

  it("A3 rulesets need the permission of their phase, which is known for every phase of a zone's rules", () => {
    const inPhase = (phase: string) => tokenPermission(RULESET, { phase, ofAccount: false })?.name;
    expect(Object.keys(PHASES).filter((phase) => !(phase in RULESET_PHASES))).to.deep.equal([]);
    expect(inPhase("http_request_firewall_custom")).to.equal("Zone WAF");
    expect(inPhase("http_request_firewall_managed")).to.equal("Zone WAF");
    expect(inPhase("http_ratelimit")).to.equal("Zone WAF");
    expect(inPhase("http_request_dynamic_redirect")).to.equal("Dynamic URL Redirects");
    expect(inPhase("ddos_l7")).to.equal("HTTP DDoS Managed Ruleset");
    expect(inPhase("http_request_cache_settings")).to.equal("Cache Settings");
    expect(inPhase("http_of_tomorrow")).to.equal(undefined);
  });

  it("A3 an account's rulesets need a permission of the account", () => {
    const custom = tokenPermission(RULESET, { phase: "http_request_firewall_custom", ofAccount: true });
    expect(custom).to.deep.equal({ name: "Account WAF", level: "account", label: "Account WAF" });
    expect(tokenPermission(RULESET, { phase: "http_request_redirect", ofAccount: true })?.label).to.equal(
      "Bulk URL Redirects",
    );
  });

  it("tells zone from account, and the dashboard's label", () => {
    expect(tokenPermission("cloudflare:index/loadBalancerPool:LoadBalancerPool", NO_RULESET)?.level).to.equal(
      "account",
    );
    expect(
      tokenPermission("cloudflare:index/urlNormalizationSettings:UrlNormalizationSettings", NO_RULESET),
    ).to.deep.equal({ name: "Zone Transform Rules", level: "zone", label: "Transform Rules" });
    expect(tokenPermission("cloudflare:index/nothing:Nothing", NO_RULESET)).to.equal(undefined);
  });
});
