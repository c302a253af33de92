import { expect } from "chai";
import { contains, formatCidr, overlaps, parseCidr, partOf, sizeOf } from "#models/addresses/cidr";

const cidr = (text: string) => {
  const parsed = parseCidr(text);
  if (!parsed) {
    throw new Error(`${text} is no range`);
  }
  return parsed;
};

describe("components/network/addresses/cidr", () => {
  for (const text of ["0.0.0.0/0", "10.0.0.0/8", "10.4.0.0/14", "192.168.255.255/32", "255.255.255.254/31"]) {
    it(`reads and writes ${text}`, () => expect(formatCidr(cidr(text))).to.equal(text));
  }

  for (const text of ["10.0.0.0", "10.0.0.0/33", "10.0.0.256/32", "10.0.0.1/8", "010.0/8", "", "a.b.c.d/8"]) {
    it(`refuses "${text}"`, () => expect(parseCidr(text)).to.equal(undefined));
  }

  it("counts the addresses of a range", () => {
    expect(sizeOf(cidr("10.4.0.0/14"))).to.equal(262_144);
    expect(sizeOf(cidr("10.4.0.0/32"))).to.equal(1);
  });

  it("divides a range into parts that do not overlap", () => {
    const parts = [0, 1, 2, 3].map((index) => formatCidr(partOf(cidr("10.4.0.0/14"), 16, index)));
    expect(parts).to.deep.equal(["10.4.0.0/16", "10.5.0.0/16", "10.6.0.0/16", "10.7.0.0/16"]);
  });

  it("says whether ranges overlap or contain each other", () => {
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.0.255.0/24"))).to.equal(true);
    expect(overlaps(cidr("10.0.0.0/16"), cidr("10.1.0.0/16"))).to.equal(false);
    expect(contains(cidr("10.0.0.0/8"), cidr("10.255.0.0/16"))).to.equal(true);
    expect(contains(cidr("10.255.0.0/16"), cidr("10.0.0.0/8"))).to.equal(false);
    expect(contains(cidr("10.0.0.0/8"), cidr("11.0.0.0/16"))).to.equal(false);
  });
});
