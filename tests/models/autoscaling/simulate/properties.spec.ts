import { expect } from "chai";
import fc from "fast-check";
import { type Simulation, simulate } from "#models/autoscaling/simulate";
import { BASE, cpu, rendered } from "./support.ts";

describe("Simulated autoscaling", () => {
  let documented: Simulation["autoscaler"];
  before(async () => {
    documented = await rendered();
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
