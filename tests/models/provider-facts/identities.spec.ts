import { expect } from "chai";
import { factsOf } from "#models/provider-facts/facts";
import { IDENTIFIED_TYPES, identityOf } from "#models/provider-facts/identities";

describe("identities of cloud resources", () => {
  it("has those whose ids are made of their inputs", () => {
    expect(identityOf("gcp:storage/bucket:Bucket")).to.deep.equal(["name"]);
    expect(identityOf("cloudflare:index/zoneSetting:ZoneSetting")).to.deep.equal(["zoneId", "settingId"]);
  });

  it("has none for ids that the cloud assigns, and for types that are not recorded", () => {
    expect(identityOf("cloudflare:index/dnsRecord:DnsRecord")).to.equal(undefined);
    expect(identityOf("toString")).to.equal(undefined);
  });

  it("is about types with recorded facts", () => {
    expect(IDENTIFIED_TYPES.filter((type) => factsOf(type) === undefined)).to.deep.equal([]);
  });
});
