import { type Node, UNKNOWN, type Value } from "#graph/model";
import { autoscalerTolerance } from "#policies/kubernetes/availability/autoscaler-tolerance";
import { describeRule } from "../../support/rules.ts";
import { object } from "../../support/workloads.ts";

const metric = (name: string) => ({ type: "Resource", resource: { name } });
const autoscaler = (metrics: Value, tolerance: Value): Node =>
  object("autoscaling/v2:HorizontalPodAutoscaler", {
    spec: { metrics, behavior: { scaleUp: { tolerance: "0" }, scaleDown: { tolerance } } },
  });
const CPU = [metric("cpu")];
const BOTH = [metric("cpu"), metric("memory")];
const DOWN = "spec.behavior.scaleDown.tolerance";

describeRule(autoscalerTolerance, {
  passes: {
    "a tolerance for the only metric": [autoscaler(CPU, "571m")],
    "two metrics that keep the cluster's": [autoscaler(BOTH, "0.1")],
  },
  fails: {
    "the CPU's tolerance beside memory": {
      stack: [autoscaler(BOTH, "571m")],
      findings: [`a tolerance of 571m holds for every metric of the autoscaler [${DOWN}]`],
    },
    "a tolerance as a number": {
      stack: [autoscaler(BOTH, 0.3)],
      findings: [`a tolerance of 0.3 holds for every metric of the autoscaler [${DOWN}]`],
    },
  },
  unknown: {
    "metrics that are not known": { stack: [autoscaler(UNKNOWN, "571m")], at: ["spec.metrics"] },
  },
});
