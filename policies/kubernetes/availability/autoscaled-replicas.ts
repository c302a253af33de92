import { stackRule } from "../../rule.ts";
import { isAutoscaled } from "../autoscaler.ts";
import { REPLICATED } from "../workload.ts";

export const autoscaledReplicas = stackRule({
  id: "kubernetes-autoscaled-replicas",
  title: "Autoscaled workloads set no replicas",
  severity: "high",
  enforcement: "mandatory",
  frameworks: { "kube-score": ["deployment-targeted-by-hpa-does-not-have-replicas-configured"] },
  appliesTo: REPLICATED,
  fix: "leave out spec.replicas and ignore changes to it",
  why: "Otherwise each deployment resets the number of pods and removes those that the load requires.",
  *check(workload, stack) {
    const replicas = workload.at("spec.replicas");
    if (replicas.exists() && isAutoscaled(workload, stack)) {
      yield replicas.violation(
        `replicas is ${replicas.number()}, but an autoscaler decides the number of pods`,
      );
    }
  },
});
