import { expect } from "chai";
import { readAutoscaler } from "#models/autoscaling/read";
import { simulate } from "#models/autoscaling/simulate";
import { BASE, changes, cpu } from "./simulate/support.ts";

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
