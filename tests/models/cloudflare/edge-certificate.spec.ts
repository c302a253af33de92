import { expect } from "chai";
import { isCovered } from "#models/cloudflare/edge-certificate";
import { registrableDomain } from "#models/dns/registrable";

describe("certificates of the edge", () => {
  const hosts: Readonly<Record<string, boolean>> = {
    "example.com": true,
    "www.example.com": true,
    "WWW.Example.com": true,
    "*.example.com": true,
    "api.app.example.com": false,
    "*.app.example.com": false,
    "badexample.com": false,
  };
  for (const [host, covered] of Object.entries(hosts)) {
    it(`D10 ${covered ? "have" : "lack"} ${host}`, () => {
      expect(isCovered(host, "example.com")).to.equal(covered);
    });
  }

  it("D10 have what further certificates name", () => {
    expect(isCovered("api.app.example.com", "example.com", ["*.app.example.com"])).to.equal(true);
    expect(isCovered("a.api.app.example.com", "example.com", ["*.app.example.com"])).to.equal(false);
  });
});

describe("registrable domains", () => {
  const domains: Readonly<Record<string, string | undefined>> = {
    "example.com": "example.com",
    "staging.example.com": "example.com",
    "shop.co.uk": "shop.co.uk",
    "www.shop.co.uk": "shop.co.uk",
    "co.uk": undefined,
    "shop.github.io": "shop.github.io",
    "shop.internal": "shop.internal",
  };
  for (const [name, domain] of Object.entries(domains)) {
    it(`D10 ${name} is registered as ${domain ?? "nothing"}`, () => {
      expect(registrableDomain(name)).to.equal(domain);
    });
  }
});
