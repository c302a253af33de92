import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

export const autoscalerTolerance = resourceRule({
  id: "kubernetes-autoscaler-tolerance",
  title: "An autoscaler with several metrics keeps the cluster's tolerance",
  appliesTo: ["kubernetes:autoscaling/v2:HorizontalPodAutoscaler"],
  fix: "leave out behavior.*.tolerance, or scale by one metric",
  why: "A tolerance holds for all metrics: one made for the CPU keeps pods that the memory no longer calls for.",
  *check(autoscaler) {
    if (autoscaler.at("spec.metrics").items().length < 2) {
      return;
    }
    for (const direction of ["scaleUp", "scaleDown"]) {
      const tolerance = autoscaler.at(`spec.behavior.${direction}.tolerance`);
      if (tolerance.exists() && fractionOf(tolerance) > CLUSTER_TOLERANCE) {
        const shown = tolerance.text() ?? tolerance.number();
        yield tolerance.violation(`a tolerance of ${shown} holds for every metric of the autoscaler`);
      }
    }
  },
});

/** Source: Kubernetes documentation, horizontal pod autoscaling. */
const CLUSTER_TOLERANCE = 0.1;

/** A quantity such as `0.3` or `571m`. */
function fractionOf(tolerance: Property): number {
  const text = tolerance.text() ?? String(tolerance.number() ?? 0);
  return text.endsWith("m") ? Number(text.slice(0, -1)) / 1000 : Number(text);
}
