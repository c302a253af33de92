import { expect } from "chai";
import { isDnsName, isServiceName } from "#models/dns/names";

describe("DNS names", () => {
  it("have labels of 1 to 63 letters, digits and inner hyphens, 253 characters in total", () => {
    const label = "a".repeat(63);
    for (const name of [
      "a",
      "a-b.example",
      "1.example",
      label,
      `${label}.${label}.${label}.${"a".repeat(61)}`,
    ]) {
      expect(isDnsName(name), name).to.equal(true);
    }
    for (const name of [
      "",
      ".",
      "a.",
      ".a",
      "a..b",
      "-a",
      "a-",
      "a b",
      "a_b",
      "ä",
      `${label}a`,
      "*.a",
      "a:1",
    ]) {
      expect(isDnsName(name), name).to.equal(false);
    }
    expect(isDnsName(`${label}.${label}.${label}.${"a".repeat(62)}`)).to.equal(false);
  });

  it("may have underscores and a wildcard where a field allows them", () => {
    expect(isDnsName("_dmarc.a_b", { underscores: true })).to.equal(true);
    expect(isDnsName("*.example", { wildcard: true })).to.equal(true);
    expect(isDnsName("a.*.example", { wildcard: true })).to.equal(false);
  });

  it("belong to a service if a label begins with an underscore", () => {
    expect(["_dmarc", "s1._domainkey.example.com", "_sip._tls"].every(isServiceName)).to.equal(true);
    expect(["www", "a_b.example.com"].some(isServiceName)).to.equal(false);
  });
});
