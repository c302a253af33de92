import { expect } from "chai";
import { recommendedReplicas } from "#models/autoscaling/recommend";
import { type Simulation, simulate } from "#models/autoscaling/simulate";
import { BASE, changes, cpu, rendered } from "./support.ts";

describe("Simulated autoscaling", () => {
  let documented: Simulation["autoscaler"];
  before(async () => {
    documented = await rendered();
  });

  it("does not ask twice for pods that are still starting", () => {
    const run = (startSeconds: number) =>
      simulate({ ...BASE, autoscaler: documented, startSeconds, demand: () => cpu(130, 2) });
    expect(changes(run(0))).to.deep.equal(["30: 4"]);
    expect(changes(run(120))).to.deep.equal(["30: 4"]);
  });

  it("does not take pods away because others are still starting", () => {
    const seen = { replicas: 10, ready: 4, totals: { cpu: 0.35 }, requests: { cpu: 0.1 } };
    expect(recommendedReplicas(documented, seen)).to.equal(10);
    // Once all are ready, 35 % of what they request is within the band.
    expect(recommendedReplicas(documented, { ...seen, ready: 10 })).to.equal(10);
    expect(recommendedReplicas(documented, { ...seen, totals: { cpu: 0.29 }, ready: 10 })).to.equal(5);
    expect(recommendedReplicas(documented, { ...seen, ready: 0 })).to.equal(undefined);
  });

  it("S62: adds no pods for those whose load cannot be seen yet, and takes none away for them", () => {
    const seen = { replicas: 6, ready: 4, missing: 2, requests: { cpu: 0.1 } };
    const of = (percent: number) =>
      recommendedReplicas(documented, { ...seen, totals: { cpu: (4 * 0.1 * percent) / 100 } });
    // 4 pods at 100 % and 2 idle are 66 % of all; 4 at 10 % and 2 at all they request are 40 %.
    expect([of(100), of(10)]).to.deep.equal([6, 6]);
    expect(of(140)).to.equal(8);
  });

  it("S62: changes nothing while no metric can be read, and goes on by what it knew before", () => {
    const outage = (from: number, to: number) =>
      simulate({
        ...BASE,
        autoscaler: documented,
        metricDelaySeconds: 0,
        demand: (second) => (second >= from && second < to ? { cpu: "unavailable" } : cpu(300, 10)),
      });
    expect(changes(outage(60, 300))).to.deep.equal(["30: 4", "300: 6", "360: 8", "420: 10"]);
    expect(outage(60, 300).find(({ second }) => second === 60)?.usageRatio).to.equal(0);
  });

  it("S62: takes no pods away while one of several metrics cannot be read, but adds some", async () => {
    const autoscaler = await rendered({
      targetCpuUtilizationPercent: 70,
      metrics: { queue_depth: { per: "workload", average: "30" } },
    });
    const seen = { replicas: 6, ready: 6, requests: { cpu: 0.1 } };
    const withCpu = (percent: number) =>
      recommendedReplicas(autoscaler, {
        ...seen,
        totals: { ...cpu(percent, 6), queue_depth: "unavailable" },
      });
    expect(withCpu(10)).to.equal(undefined);
    expect(withCpu(105)).to.equal(9);
  });

  it("waits for the first samples of new pods", () => {
    const run = (firstSampleSeconds: number) =>
      simulate({ ...BASE, autoscaler: documented, firstSampleSeconds, demand: () => cpu(200, 2) });
    expect(changes(run(0))).to.deep.equal(["30: 4", "90: 6"]);
    // Seen at 330, and asked for during 30 s at 345.
    expect(changes(run(300))).to.deep.equal(["30: 4", "345: 6"]);
  });
});
