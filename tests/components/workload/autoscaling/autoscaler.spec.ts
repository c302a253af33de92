import { expect } from "chai";
import type { Scaling } from "#components/workload/autoscaling/scaling";
import { scalingFacts } from "#components/workload/autoscaling/scaling";
import type { Values } from "#graph/model";
import { failureOf } from "../../../support/refusals.ts";
import { at, BACKEND, listAt, recordService, specOf } from "../fixtures.ts";

async function autoscaler(scaling: Scaling): Promise<Values> {
  const graph = await recordService("backend", BACKEND, { scaling });
  return specOf(graph, "kubernetes:autoscaling/v2:HorizontalPodAutoscaler", "backend");
}

describe("Autoscaling of a workload", () => {
  it("S59: 2 to 10 pods at 70 % CPU, up after 30 s by 2 a minute, down below 30 % after 5 min by 1", async () => {
    expect(await autoscaler({ minReplicas: 2, maxReplicas: 10 })).to.deep.equal({
      scaleTargetRef: { apiVersion: "apps/v1", kind: "Deployment", name: "backend" },
      minReplicas: 2,
      maxReplicas: 10,
      metrics: [
        {
          type: "Resource",
          resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } },
        },
      ],
      behavior: {
        scaleUp: {
          stabilizationWindowSeconds: 30,
          policies: [{ type: "Pods", value: 2, periodSeconds: 60 }],
          selectPolicy: "Max",
          tolerance: "0",
        },
        scaleDown: {
          stabilizationWindowSeconds: 300,
          policies: [{ type: "Pods", value: 1, periodSeconds: 300 }],
          selectPolicy: "Max",
          tolerance: "571m",
        },
      },
    });
  });

  it("S59: says no tolerance to a cluster that knows none", async () => {
    const { behavior } = await autoscaler({ minReplicas: 2, maxReplicas: 10, tolerance: false });
    expect(JSON.stringify(behavior)).not.to.contain("tolerance");
  });

  it("S61: every figure is an argument, so that each system scales in its own way", async () => {
    const spec = await autoscaler({
      minReplicas: 3,
      maxReplicas: 12,
      targetCpuUtilizationPercent: 60,
      targetMemoryUtilizationPercent: 80,
      scaleUp: { stabilizationSeconds: 0, pods: 4, periodSeconds: 15 },
      scaleDown: { periodSeconds: 120 },
      metrics: {
        requests_per_second: { per: "pod", average: "140" },
        queue_depth: { per: "workload", average: "30", labels: { queue: "events" } },
      },
    });
    expect(spec).to.include({ minReplicas: 3, maxReplicas: 12 });
    expect(listAt(spec, "metrics")).to.deep.equal([
      {
        type: "Resource",
        resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 60 } },
      },
      {
        type: "Resource",
        resource: { name: "memory", target: { type: "Utilization", averageUtilization: 80 } },
      },
      {
        type: "Pods",
        pods: {
          metric: { name: "requests_per_second" },
          target: { type: "AverageValue", averageValue: "140" },
        },
      },
      {
        type: "External",
        external: {
          metric: { name: "queue_depth", selector: { matchLabels: { queue: "events" } } },
          target: { type: "AverageValue", averageValue: "30" },
        },
      },
    ]);
    expect(at(spec, "behavior", "scaleUp")).to.deep.equal({
      stabilizationWindowSeconds: 0,
      policies: [{ type: "Pods", value: 4, periodSeconds: 15 }],
      selectPolicy: "Max",
    });
    expect(at(spec, "behavior", "scaleDown")).to.deep.equal({
      stabilizationWindowSeconds: 300,
      policies: [{ type: "Pods", value: 1, periodSeconds: 120 }],
      selectPolicy: "Max",
    });
  });

  it("S61: the lower bound of CPU is an argument", async () => {
    const spec = await autoscaler({
      minReplicas: 3,
      maxReplicas: 12,
      targetCpuUtilizationPercent: 60,
      scaleDownBelowPercent: 40,
    });
    expect(at(spec, "behavior", "scaleDown")).to.include({ tolerance: "333m" });
  });

  it("E2 gives no tolerance beside a second metric, and refuses a bound that would need one", async () => {
    const both = { minReplicas: 2, maxReplicas: 10, targetCpuUtilizationPercent: 70 };
    const memory = { ...both, targetMemoryUtilizationPercent: 80 };
    const queue = { ...both, metrics: { queue_depth: { per: "workload", average: "30" } } } as const;
    for (const scaling of [memory, queue]) {
      expect(JSON.stringify(await autoscaler(scaling))).not.to.contain("tolerance");
      expect(await failureOf(autoscaler({ ...scaling, scaleDownBelowPercent: 30 }))).to.include(
        "scaling.scaleDownBelowPercent is 30; allowed are bounds of CPU as the only metric",
      );
    }
  });

  it("leaves CPU alone when only another metric is named", async () => {
    const spec = await autoscaler({
      minReplicas: 1,
      maxReplicas: 5,
      metrics: { queue_depth: { per: "workload", average: "30" } },
    });
    expect(listAt(spec, "metrics")).to.have.length(1);
    expect(JSON.stringify(spec)).not.to.contain("tolerance");
  });

  it("publishes its bounds, and what moves the number between them", () => {
    expect(scalingFacts({ replicas: 2 })).to.deep.equal({ replicas: { min: 2, max: 2 } });
    expect(scalingFacts({ minReplicas: 2, maxReplicas: 10 })).to.deep.equal({
      replicas: { min: 2, max: 10 },
      autoscaling: { targetCpuPercent: 70, scaleDownBelowPercent: 30 },
    });
    expect(scalingFacts({ minReplicas: 2, maxReplicas: 10, tolerance: false }).autoscaling).to.deep.equal({
      targetCpuPercent: 70,
    });
    expect(
      scalingFacts({
        minReplicas: 1,
        maxReplicas: 5,
        metrics: { queue: { per: "workload", average: "3" } },
      }).autoscaling,
    ).to.deep.equal({ metrics: ["queue"] });
  });
});
