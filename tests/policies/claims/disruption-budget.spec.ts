import { type Node, UNKNOWN, type Value } from "#graph/model";
import { disruptionBudgetClaim } from "#policies/claims/disruption-budget";
import { resource } from "../support/nodes.ts";
import { describeRule } from "../support/rules.ts";
import { deployment } from "../support/workloads.ts";

function budget(name: string, selector: Value, namespace: Value = "shop"): Node {
  const spec = { selector, minAvailable: 1 };
  return resource(
    "kubernetes:policy/v1:PodDisruptionBudget",
    { metadata: { name, namespace }, spec },
    { name },
  );
}

const API = { matchLabels: { app: "api" } };

describeRule(disruptionBudgetClaim, {
  passes: {
    "one budget": [deployment(), budget("a", API), budget("b", { matchLabels: { app: "web" } })],
    "a budget of another namespace": [deployment(), budget("a", API), budget("b", API, "blog")],
  },
  fails: {
    "two budgets": {
      stack: [deployment(), budget("a", API), budget("b", {})],
      findings: ["the pods are in two disruption budgets, a and b [spec.template.metadata.labels]"],
    },
  },
  unknown: {
    "a second budget's selector": {
      stack: [deployment(), budget("a", API), budget("b", UNKNOWN)],
      at: ["spec.selector"],
    },
  },
});
