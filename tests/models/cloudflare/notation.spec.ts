import { expect } from "chai";
import { describeLifetime, describePace, describeRate, describeRequests } from "#models/cloudflare/notation";

describe("models/cloudflare/notation", () => {
  it("writes which requests are meant", () => {
    expect(describeRequests({})).to.equal("everything");
    expect(describeRequests({ hosts: ["a.example"], paths: ["/api/"], extensions: ["css"] })).to.equal(
      "a.example /api/* .css",
    );
  });

  it("writes how long copies may be used, and browsers' own time where it differs", () => {
    expect(describeLifetime({ browserSeconds: 60, edgeSeconds: 86_400 })).to.equal("1 d, browsers 1 min");
    expect(describeLifetime({ browserSeconds: 31_536_000, immutable: true })).to.equal("1 y immutable");
  });

  it("writes rates by what they count", () => {
    const pace = { requests: 600, periodSeconds: 60 };
    expect(describePace(pace)).to.equal("600/min");
    expect(describeRate({ ...pace, by: "address" })).to.equal("600/min/IP");
    expect(describeRate({ ...pace, periodSeconds: 10, by: "visitor" })).to.equal("600/10 s/visitor");
    expect(describeRate({ ...pace, by: { header: "X-Api-Key" } })).to.equal("600/min/X-Api-Key");
    expect(describeRate({ ...pace, by: { cookie: "sid" } })).to.equal("600/min/cookie sid");
  });
});
