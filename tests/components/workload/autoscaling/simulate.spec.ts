import { expect } from "chai";
import fc from "fast-check";
import { readAutoscaler } from "../../../../components/workload/autoscaling/read.ts";
import { recommendedReplicas } from "../../../../components/workload/autoscaling/recommend.ts";
import type { Autoscaling } from "../../../../components/workload/autoscaling/scaling.ts";
import {
  type Simulation,
  type SimulationStep,
  simulate,
} from "../../../../components/workload/autoscaling/simulate.ts";
import { BACKEND, recordService, specOf } from "../fixtures.ts";

/** The autoscaler as the plan renders it, read back; the documented one unless told otherwise. */
async function rendered(changes: Partial<Autoscaling> = {}) {
  const scaling = { minReplicas: 2, maxReplicas: 10, ...changes };
  const graph = await recordService("backend", BACKEND, { scaling });
  return readAutoscaler(specOf(graph, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "backend"));
}

/** Changes of the number of pods as `second: pods`. */
function changes(steps: readonly SimulationStep[], initial = 2): string[] {
  let last = initial;
  return steps.flatMap(({ second, replicas }) => {
    const changed = replicas !== last;
    last = replicas;
    return changed ? [`${second}: ${replicas}`] : [];
  });
}

/** CPU such that pods of this number are used to this share of their request. */
const cpu = (percent: number, pods: number) => ({ cpu: (pods * 0.1 * percent) / 100 });
const BASE = { requests: { cpu: 0.1 }, seconds: 1800 };

describe("Simulated autoscaling", () => {
  let documented: Simulation["autoscaler"];
  before(async () => {
    documented = await rendered();
  });

  it("S62: goes up after 30 s above 70 %, by 2 pods at a time with 60 s between, to 10 and no further", () => {
    const steps = simulate({ ...BASE, autoscaler: documented, demand: () => cpu(300, 10) });
    expect(changes(steps)).to.deep.equal(["30: 4", "90: 6", "150: 8", "210: 10"]);
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

  it("never leaves 2 to 10 pods nor exceeds the documented speed, whatever the load", () => {
    const load = fc.array(fc.integer({ min: 0, max: 400 }), { minLength: 10, maxLength: 200 });
    fc.assert(
      fc.property(load, fc.integer({ min: 2, max: 10 }), (percents, replicas) => {
        const demand = (second: number) => cpu(percents[Math.floor(second / 15) % percents.length] ?? 0, 4);
        const steps = simulate({ ...BASE, seconds: 3000, autoscaler: documented, replicas, demand });
        const counts = [replicas, ...steps.map((step) => step.replicas)];
        expect(Math.min(...counts)).to.be.at.least(2);
        expect(Math.max(...counts)).to.be.at.most(10);
        const moves = counts.slice(1).map((count, index) => count - (counts[index] ?? count));
        const within = (seconds: number, end: number) =>
          moves.slice(Math.max(0, end - seconds / 15 + 1), end + 1);
        const sum = (numbers: number[]) => numbers.reduce((all, each) => all + each, 0);
        for (let end = 0; end < moves.length; end++) {
          expect(sum(within(60, end))).to.be.at.most(2);
          expect(sum(within(300, end))).to.be.at.least(-1);
        }
      }),
      { numRuns: 200, seed: 1 },
    );
  });

  it("gives the same steps for the same input", () => {
    const run = () => simulate({ ...BASE, autoscaler: documented, demand: (second) => cpu(second % 200, 4) });
    expect(run()).to.deep.equal(run());
  });

  it("says which number is missing", () => {
    const run = (given: Partial<Simulation>) => () =>
      simulate({ ...BASE, autoscaler: documented, demand: () => cpu(50, 2), ...given });
    expect(run({ requests: {} })).to.throw("no request is given for the metric cpu");
    expect(run({ demand: () => ({}) })).to.throw("no value is given for the metric cpu");
  });
});

describe("A rendered autoscaler", () => {
  it("has Kubernetes' defaults for what it leaves out", () => {
    const model = readAutoscaler({
      maxReplicas: 5,
      metrics: [{ resource: { name: "cpu", target: { averageUtilization: 80 } } }],
      behavior: {},
    });
    expect(model).to.deep.equal({
      minReplicas: 1,
      maxReplicas: 5,
      metrics: [{ name: "cpu", utilizationPercent: 80 }],
      up: {
        stabilizationSeconds: 0,
        policies: [
          { type: "Pods", value: 4, periodSeconds: 15 },
          { type: "Percent", value: 100, periodSeconds: 15 },
        ],
        select: "Max",
        tolerance: 0.1,
      },
      down: {
        stabilizationSeconds: 300,
        policies: [{ type: "Percent", value: 100, periodSeconds: 15 }],
        select: "Max",
        tolerance: 0.1,
      },
    });
  });

  it("is refused by the name of the field that cannot be simulated", () => {
    const read = (spec: object) => () => readAutoscaler({ behavior: {}, ...spec });
    const measured = (metric: object) => read({ maxReplicas: 5, metrics: [metric] });
    const queue = (target: object) => measured({ pods: { metric: { name: "queue" }, target } });
    expect(() => readAutoscaler({ maxReplicas: 5 })).to.throw("behavior is missing, expected an object");
    expect(read({ metrics: [] })).to.throw("maxReplicas is missing, expected a number");
    expect(read({ maxReplicas: { $unknown: true } })).to.throw(
      'maxReplicas is {"$unknown":true}, expected a number',
    );
    expect(measured({})).to.throw("metrics: only those of a resource, of pods or external can be simulated");
    expect(queue({})).to.throw("metrics.queue.target.averageValue is missing, expected a quantity");
    expect(queue({ averageValue: "many" })).to.throw(
      'averageValue is "many", expected a quantity such as 30 or 500m',
    );
    expect(read({ maxReplicas: 5, behavior: { scaleUp: { selectPolicy: "Best" } } })).to.throw(
      'behavior.scaleUp.selectPolicy is "Best", expected Max, Min, Disabled',
    );
  });

  it("is walked the other way by percent and by the least of several policies", () => {
    const model = readAutoscaler({
      minReplicas: 1,
      maxReplicas: 100,
      metrics: [{ resource: { name: "cpu", target: { averageUtilization: 50 } } }],
      behavior: {
        scaleUp: {
          policies: [
            { type: "Pods", value: 4, periodSeconds: 60 },
            { type: "Percent", value: 100, periodSeconds: 60 },
          ],
          selectPolicy: "Min",
        },
        scaleDown: { selectPolicy: "Disabled" },
      },
    });
    const up = simulate({
      ...BASE,
      seconds: 120,
      autoscaler: model,
      replicas: 2,
      demand: () => cpu(100, 50),
    });
    expect(changes(up)).to.deep.equal(["0: 4", "60: 8", "120: 12"]);
    const down = simulate({ ...BASE, autoscaler: model, replicas: 9, demand: () => cpu(1, 9) });
    expect(changes(down, 9)).to.deep.equal([]);
  });

  it("goes down by percent, rounded in favour of going", () => {
    const model = readAutoscaler({
      maxReplicas: 100,
      metrics: [{ resource: { name: "cpu", target: { averageUtilization: 50 } } }],
      behavior: {
        scaleDown: {
          stabilizationWindowSeconds: 0,
          policies: [{ type: "Percent", value: 50, periodSeconds: 60 }],
        },
      },
    });
    const steps = simulate({
      ...BASE,
      seconds: 120,
      autoscaler: model,
      replicas: 9,
      demand: () => cpu(1, 9),
    });
    expect(changes(steps, 9)).to.deep.equal(["0: 4", "60: 2", "120: 1"]);
  });
});
