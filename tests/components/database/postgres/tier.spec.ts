import { expect } from "chai";
import { parseTier } from "#components/database/postgres/tier";

describe("Cloud SQL machine types", () => {
  const connections: [string, number][] = [
    ["db-f1-micro", 25],
    ["db-g1-small", 50],
    ["db-custom-1-3840", 100],
    ["db-custom-2-6144", 200],
    ["db-custom-2-7680", 400],
    ["db-custom-4-15360", 500],
    ["db-custom-8-30720", 600],
    ["db-custom-16-61440", 800],
    ["db-custom-32-122880", 1000],
    ["db-perf-optimized-N-2", 500],
  ];
  for (const [tier, most] of connections) {
    it(`${tier} takes ${most} connections`, () => {
      expect(parseTier(tier)?.maxConnections).to.equal(most);
    });
  }

  it("tells the edition, and with it how far back recovery reaches and what is promised", () => {
    expect(parseTier("db-custom-2-7680")).to.include({
      edition: "ENTERPRISE",
      longestLogRetentionDays: 7,
      serviceLevel: 99.95,
    });
    expect(parseTier("db-perf-optimized-N-4")).to.include({
      edition: "ENTERPRISE_PLUS",
      memoryMiB: 32_768,
      longestLogRetentionDays: 35,
      serviceLevel: 99.99,
    });
    expect(parseTier("db-f1-micro")?.serviceLevel).to.equal(undefined);
  });

  for (const tier of [
    "",
    "db-n1-standard-1",
    "db-custom-3-7680",
    "db-custom-2-3000",
    "db-custom-2-7700",
    "db-custom-1-7680",
    "db-perf-optimized-N-3",
  ]) {
    it(`knows no "${tier}"`, () => {
      expect(parseTier(tier)).to.equal(undefined);
    });
  }
});
