import { expect } from "chai";
import { scaledRate } from "#models/nginx/scaled-rate";

describe("a rate that pods share", () => {
  const cases: [rate: string, pods: number, share: string][] = [
    ["10r/s", 1, "10r/s"],
    ["10r/s", 3, "3r/s"],
    ["10r/s", 20, "30r/m"],
    ["1r/s", 61, "0r/m"],
    ["300r/m", 7, "42r/m"],
    ["5r/m", 6, "0r/m"],
    ["often", 6, "often"],
  ];
  for (const [rate, pods, share] of cases) {
    it(`is ${share} of ${rate} on each of ${pods}`, () => {
      expect(scaledRate(rate, pods)).to.equal(share);
    });
  }
});
