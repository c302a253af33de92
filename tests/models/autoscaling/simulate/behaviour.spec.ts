import { expect } from "chai";
import { type Simulation, type SimulationStep, simulate } from "#models/autoscaling/simulate";
import { BASE, changes, cpu, rendered } from "./support.ts";

describe("Simulated autoscaling", () => {
  let documented: Simulation["autoscaler"];
  before(async () => {
    documented = await rendered();
  });

  it("S62: goes up after 30 s above 70 %, by 2 pods at a time with 60 s between, to 10 and no further", () => {
    const steps = simulate({ ...BASE, autoscaler: documented, demand: () => cpu(300, 10) });
    expect(changes(steps)).to.deep.equal(["30: 4", "90: 6", "150: 8", "210: 10"]);
  });

  it("E2 with CPU and memory gives back pods that neither calls for", async () => {
    const autoscaler = await rendered({
      targetCpuUtilizationPercent: 70,
      targetMemoryUtilizationPercent: 80,
    });
    const requests = { cpu: 0.1, memory: 100 };
    const demand = () => ({ cpu: 10 * 0.1 * 0.2, memory: 10 * 100 * 0.4 });
    const run = { autoscaler, requests, replicas: 10, seconds: 3600, demand };
    expect(simulate(run).at(-1)?.replicas).to.equal(5);
    // With the tolerance of CPU alone, 40 % of memory is within 1 - 571m of its target and nothing ever changes.
    const tolerant = { ...autoscaler, down: { ...autoscaler.down, tolerance: 0.571 } };
    expect(simulate({ ...run, autoscaler: tolerant }).at(-1)?.replicas).to.equal(10);
  });

  it("S62: goes down after 5 min below 30 %, by 1 pod with 5 min between, to 2 and no further", () => {
    const steps = simulate({
      ...BASE,
      autoscaler: documented,
      replicas: 10,
      seconds: 3600,
      demand: (second) => (second < 60 ? cpu(50, 10) : cpu(5, 10)),
    });
    // The load falls at 60, is seen at 75, and has to stay for 300 s; then a pod every 300 s.
    expect(changes(steps, 10)).to.deep.equal([
      "360: 9",
      "660: 8",
      "960: 7",
      "1260: 6",
      "1560: 5",
      "1860: 4",
      "2160: 3",
      "2460: 2",
    ]);
  });

  it("S62: does nothing between 30 % and 70 %", () => {
    for (const percent of [31, 40, 50, 60, 70]) {
      const steps = simulate({ ...BASE, autoscaler: documented, replicas: 6, demand: () => cpu(percent, 6) });
      expect(changes(steps, 6), `${percent} %`).to.deep.equal([]);
    }
  });

  it("S62: reacts just outside of them", () => {
    const from6 = (percent: number) =>
      changes(simulate({ ...BASE, autoscaler: documented, replicas: 6, demand: () => cpu(percent, 6) }), 6);
    expect(from6(71)).to.deep.equal(["30: 7"]);
    // Whole percents are what it sees, and 30/70 is just outside of a tolerance rounded to 0.571.
    expect(from6(30)).to.deep.equal(["300: 5"]);
    // One pod less lifts the others from 29 % to 34 %, which is enough.
    expect(from6(29)).to.deep.equal(["300: 5"]);
  });

  it("S60: goes from 50 to 150 pods, in minutes where a step is as wide as that asks for", async () => {
    const wide = { minReplicas: 50, maxReplicas: 150 };
    const peak = (autoscaler: Simulation["autoscaler"]) =>
      simulate({ ...BASE, seconds: 3600, autoscaler, demand: () => cpu(300, 150) });
    const full = (steps: readonly SimulationStep[]) => steps.find(({ replicas }) => replicas === 150)?.second;
    // By 2 pods a minute, as for ten of them, the peak is long over.
    expect(full(peak(await rendered(wide)))).to.equal(30 + 49 * 60);
    const step = { stabilizationSeconds: 30, pods: 50, periodSeconds: 60 };
    const steps = peak(await rendered({ ...wide, scaleUp: step }));
    expect(changes(steps, 50)).to.deep.equal(["30: 100", "90: 150"]);
  });

  it("S62: adds one pod where one is enough and two where it takes more", () => {
    const first = (percent: number) =>
      changes(
        simulate({ ...BASE, autoscaler: documented, replicas: 4, demand: () => cpu(percent, 4) }),
        4,
      )[0];
    expect(first(75)).to.equal("30: 5");
    expect(first(100)).to.equal("30: 6");
    expect(first(300)).to.equal("30: 6");
  });

  it("ignores a peak shorter than 30 s and a lull shorter than 5 min", () => {
    const peak = simulate({
      ...BASE,
      autoscaler: documented,
      demand: (second) => (second >= 300 && second < 315 ? cpu(300, 2) : cpu(50, 2)),
    });
    expect(changes(peak)).to.deep.equal([]);
    const lull = simulate({
      ...BASE,
      autoscaler: documented,
      replicas: 6,
      demand: (second) => (second >= 300 && second < 585 ? cpu(5, 6) : cpu(50, 6)),
    });
    expect(changes(lull, 6)).to.deep.equal([]);
  });

  it("without a tolerance of its own the cluster's 10 % holds: up above 77 %, down below 63 %", async () => {
    const older = await rendered({ tolerance: false });
    const from6 = (percent: number) =>
      changes(simulate({ ...BASE, autoscaler: older, replicas: 6, demand: () => cpu(percent, 6) }), 6);
    expect(from6(77)).to.deep.equal([]);
    expect(from6(78)).to.deep.equal(["30: 7"]);
    expect(from6(63)).to.deep.equal([]);
    // The documented band of 30 % to 70 % cannot be had there.
    expect(from6(50)).to.deep.equal(["300: 5"]);
  });

  it("takes the most that any metric asks for", async () => {
    const autoscaler = await rendered({
      targetCpuUtilizationPercent: 70,
      metrics: { queue_depth: { per: "workload", average: "30" } },
      scaleUp: { stabilizationSeconds: 0, pods: 100, periodSeconds: 15 },
    });
    const demand = () => ({ ...cpu(50, 2), queue_depth: 240 });
    expect(changes(simulate({ ...BASE, autoscaler, demand }))).to.deep.equal(["0: 8"]);
  });

  it("starts from outside the bounds at once", () => {
    const from = (replicas: number) =>
      simulate({ ...BASE, autoscaler: documented, replicas, demand: () => cpu(50, replicas) })[0]?.replicas;
    expect(from(1)).to.equal(2);
    expect(from(14)).to.equal(10);
  });
});
