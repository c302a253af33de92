import { type Node, UNKNOWN, type Value } from "#graph/model";
import { disruptionBudget } from "#policies/kubernetes/availability/disruption-budget";
import { changed } from "../../support/nodes.ts";
import { describeRule } from "../../support/rules.ts";
import { deployment, object } from "../../support/workloads.ts";

const API = deployment();
const SAYS = ["no disruption budget selects the pods [spec.template.metadata.labels]"];

function budget(selector: Value): Node {
  return object("policy/v1:PodDisruptionBudget", { spec: { selector, minAvailable: 1 } });
}

const AUTOSCALER = object("autoscaling/v2:HorizontalPodAutoscaler", {
  spec: { scaleTargetRef: { kind: "Deployment", name: "api" }, minReplicas: 2, maxReplicas: 10 },
});

describeRule(disruptionBudget, {
  passes: {
    "a budget by label": [API, budget({ matchLabels: { app: "api" } })],
    "a budget by expression": [
      API,
      budget({ matchExpressions: [{ key: "app", operator: "In", values: ["api", "web"] }] }),
    ],
    "a single pod": [deployment({ "spec.replicas": 1 })],
    "an autoscaler that may go down to a single pod": [
      deployment({ "spec.replicas": undefined }),
      changed(AUTOSCALER, "spec.minReplicas", 1),
    ],
  },
  fails: {
    "several pods without a budget": { stack: [API], findings: SAYS },
    "an autoscaled workload without a budget": {
      stack: [deployment({ "spec.replicas": undefined }), AUTOSCALER],
      findings: SAYS,
    },
    "a budget of other pods": { stack: [API, budget({ matchLabels: { app: "web" } })], findings: SAYS },
    "a budget that excludes the pods": {
      stack: [API, budget({ matchExpressions: [{ key: "app", operator: "DoesNotExist" }] })],
      findings: SAYS,
    },
    "a budget without a selector": {
      stack: [API, object("policy/v1:PodDisruptionBudget", { spec: {} })],
      findings: SAYS,
    },
  },
  unknown: {
    "a budget whose selector is not known": {
      stack: [API, budget(UNKNOWN)],
      at: ["spec.selector"],
    },
    "replicas that are not known": {
      stack: [deployment({ "spec.replicas": UNKNOWN })],
      at: ["spec.replicas"],
    },
  },
});
