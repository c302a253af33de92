import { expect } from "chai";
import { describeShare, internetShare } from "#models/addresses/internet";
import { CLOUDFLARE_RANGES } from "#models/cloudflare/ranges";
import { HEALTH_CHECK_RANGES } from "#models/google/ranges";

/** Every range of one length, from a first octet up. */
function octets(from: number, to: number): string[] {
  return Array.from({ length: to - from + 1 }, (_, index) => `${from + index}.0.0.0/8`);
}

describe("the share of the internet that ranges have", () => {
  for (const whole of [
    ["0.0.0.0/0"],
    ["::/0"],
    ["::0/0"],
    ["0:0:0:0:0:0:0:0/0"],
    ["0.0.0.0/1", "128.0.0.0/1"],
    ["2000::/3"],
    ["8.8.8.8/0"],
    ["*"],
    octets(1, 223),
  ]) {
    it(`I7 is all of it for ${whole.slice(0, 3).join(", ")}`, () => {
      expect(internetShare(whole)).to.equal(1);
    });
  }

  for (const none of [
    [],
    ["10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16"],
    ["100.64.0.0/10", "169.254.169.254/32", "127.0.0.1"],
    ["fc00::/7", "fe80::/10"],
    ["240.0.0.0/4"],
    ["office"],
    ["10.0.0.0/33", "10.0.0.0/8/8", "/0", "0.0.0.0/", "0.0.0.0/x"],
  ]) {
    it(`I7 is none of it for ${none.join(", ") || "nothing"}`, () => {
      expect(internetShare(none)).to.equal(0);
    });
  }

  it("I7 counts what overlaps once, and nothing that is private", () => {
    expect(internetShare(["0.0.0.0/1", "0.0.0.0/2", "64.0.0.0/2", "10.0.0.0/8"])).to.equal(
      internetShare(["0.0.0.0/1"]),
    );
    expect(internetShare(["8.0.0.0/7"])).to.be.closeTo(2 ** 25 / 3_702_390_784, 1e-9);
  });

  it("I7 counts the versions of the protocol apart", () => {
    expect(internetShare(["8.0.0.0/8", "::/96"])).to.equal(internetShare(["8.0.0.0/8"]));
  });

  it("I7 leaves out what a block excepts, unless another block has it", () => {
    const halved = { cidr: "0.0.0.0/0", except: ["128.0.0.0/1"] };
    expect(internetShare([halved])).to.equal(internetShare(["0.0.0.0/1"]));
    expect(internetShare([halved, "128.0.0.0/1"])).to.equal(1);
    expect(internetShare([{ cidr: "0.0.0.0/0", except: ["::/0"] }])).to.equal(1);
  });

  it("is small for one network's edge", () => {
    const edge = [...CLOUDFLARE_RANGES.ipv4, ...CLOUDFLARE_RANGES.ipv6, ...HEALTH_CHECK_RANGES];
    expect(internetShare(edge)).to.be.within(0.0003, 0.0006);
  });

  it("is never rounded up in words", () => {
    expect(describeShare(1)).to.equal("the whole internet");
    expect(describeShare(0.99999)).to.equal("99 % of the internet");
    expect(describeShare(0.5)).to.equal("50 % of the internet");
    expect(describeShare(0.0349)).to.equal("3.4 % of the internet");
    expect(describeShare(0.00129)).to.equal("0.12 % of the internet");
  });
});
