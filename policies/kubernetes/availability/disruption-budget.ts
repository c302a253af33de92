import type { PolicyResource } from "../../context.ts";
import { stackRule } from "../../rule.ts";
import { isReplicated } from "../autoscaler.ts";
import { type Kind, someBeside } from "../objects.ts";
import { labelKeys, selects, wantedKey } from "../selectors.ts";
import { podTemplate, REPLICATED } from "../workload.ts";

/** Indexed by a label that it selects. */
const DISRUPTION_BUDGET: Kind = {
  type: "kubernetes:policy/v1:PodDisruptionBudget",
  keyOf: (budget) => wantedKey(budget.at("spec.selector.matchLabels")),
};

export const disruptionBudget = stackRule({
  id: "kubernetes-disruption-budget",
  title: "Workloads with several pods have a disruption budget",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Polaris: ["missingPodDisruptionBudget"],
    "kube-score": ["deployment-has-poddisruptionbudget", "statefulset-has-poddisruptionbudget"],
  },
  appliesTo: REPLICATED,
  fix: "add a PodDisruptionBudget that selects the pods and keeps at least one of them",
  why: "Without a budget, a node upgrade may drain all of a workload's pods at once.",
  *check(workload, stack) {
    if (!isReplicated(workload, stack)) {
      return;
    }
    const labels = podTemplate(workload).at("metadata.labels");
    const selectsPods = (budget: PolicyResource) => selects(budget.at("spec.selector"), labels);
    if (!someBeside(stack, DISRUPTION_BUDGET, workload, labelKeys(labels), selectsPods)) {
      yield labels.violation("no disruption budget selects the pods");
    }
  },
});
