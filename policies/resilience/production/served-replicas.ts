import type { PolicyResource } from "../../context.ts";
import { isProduction } from "../../environment.ts";
import { isReplicated } from "../../kubernetes/autoscaler.ts";
import { type Kind, someBeside } from "../../kubernetes/objects.ts";
import { labelKeys, matchesLabels, wantedKey } from "../../kubernetes/selectors.ts";
import { podTemplate, REPLICATED } from "../../kubernetes/workload.ts";
import { stackRule } from "../../rule.ts";

/** Indexed by a label that it selects. */
const SERVICE: Kind = {
  type: "kubernetes:core/v1:Service",
  keyOf: (service) => wantedKey(service.at("spec.selector")),
};

export const servedReplicas = stackRule({
  id: "resilience-served-replicas",
  title: "What production serves runs more than once",
  severity: "high",
  frameworks: {
    Polaris: ["deploymentMissingReplicas"],
    "kube-score": ["deployment-replicas"],
  },
  appliesTo: REPLICATED,
  fix: "set replicas to 2 or more, or minReplicas of its autoscaler",
  why: "Each rollout, each drained node and each crash is an outage for as long as the one pod takes to start.",
  *check(workload, stack) {
    // What stops before it starts again runs once by intent.
    const strategy = workload.at("spec.strategy.type");
    if (!isProduction(workload, stack) || strategy.is("Recreate") || isReplicated(workload, stack)) {
      return;
    }
    const replicas = workload.at("spec.replicas");
    if (replicas.is(0)) {
      return;
    }
    const labels = podTemplate(workload).at("metadata.labels");
    const selectsPods = (service: PolicyResource) => {
      const selector = service.at("spec.selector");
      return (selector.count() ?? 0) > 0 && matchesLabels(selector, labels);
    };
    if (someBeside(stack, SERVICE, workload, labelKeys(labels), selectsPods)) {
      yield replicas.violation(
        `a Service leads to one pod (replicas is ${replicas.number() ?? "not set, which means 1"}; allowed: 2 or more)`,
      );
    }
  },
});
