import { foundBeside, type Kind } from "../kubernetes/objects.ts";
import { labelKeys, selects, wantedKey } from "../kubernetes/selectors.ts";
import { podTemplate, SERVERS } from "../kubernetes/workload.ts";
import { stackRule } from "../rule.ts";

/** Indexed by a label of the pods. */
const BUDGET: Kind = {
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  keyOf: (budget) => wantedKey(budget.at("spec.selector.matchLabels")),
};

export const disruptionBudgetClaim = stackRule({
  id: "claims-disruption-budget",
  title: "Pods are in one disruption budget",
  severity: "high",
  appliesTo: SERVERS,
  fix: "remove one of the two budgets, or narrow its selector",
  why: "The API refuses to evict a pod that two budgets select, so that no node with it can be drained or upgraded.",
  *check(workload, stack) {
    const labels = podTemplate(workload).at("metadata.labels");
    const [first, second] = foundBeside(
      stack,
      BUDGET,
      workload,
      labelKeys(labels),
      (budget) => selects(budget.at("spec.selector"), labels),
      2,
    );
    if (first && second) {
      const names = [first, second].map((budget) => stack.describe(budget)).join(" and ");
      yield labels.violation(`the pods are in two disruption budgets, ${names}`);
    }
  },
});
