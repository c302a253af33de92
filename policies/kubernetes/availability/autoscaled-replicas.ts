import { stackRule } from "../../rule.ts";
import { isAutoscaled } from "../autoscaler.ts";
import { REPLICATED } from "../workload.ts";

export const autoscaledReplicas = stackRule({
  id: "kubernetes-autoscaled-replicas",
  title: "Where an autoscaler decides, the workload states no replicas",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "kube-score": ["deployment-targeted-by-hpa-does-not-have-replicas-configured"] },
  appliesTo: REPLICATED,
  fix: "leave out spec.replicas and ignore changes to it",
  why: "Every deployment would set the stated number again and throw away the pods that the load called for.",
  *check(workload, stack) {
    const replicas = workload.at("spec.replicas");
    if (replicas.exists() && isAutoscaled(workload, stack)) {
      yield replicas.violation(
        `replicas is ${replicas.number()}, but an autoscaler decides the number of pods`,
      );
    }
  },
});
