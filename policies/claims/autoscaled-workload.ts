import type { PolicyContext, PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { claimOf, claimRule, type ResourceClaim } from "./claim.ts";
import { named, namespacePart } from "./parts.ts";

export const autoscaledWorkload = claimRule({
  id: "claims-autoscaled-workload",
  title: "Each workload has one autoscaler",
  severity: "high",
  fix: "put all metrics into one autoscaler; a vertical one beside it only recommends, with updateMode Off",
  why: "Two autoscalers that change the same workload undo each other's decisions, and its pods start and stop without end.",
  claims: {
    "kubernetes:autoscaling/v2:HorizontalPodAutoscaler": (autoscaler, stack) =>
      target(autoscaler, stack, autoscaler.at("spec.scaleTargetRef")),
    "kubernetes:autoscaling/v1:HorizontalPodAutoscaler": (autoscaler, stack) =>
      target(autoscaler, stack, autoscaler.at("spec.scaleTargetRef")),
    "kubernetes:keda.sh/v1alpha1:ScaledObject": (scaled, stack) =>
      target(scaled, stack, scaled.at("spec.scaleTargetRef")),
    "kubernetes:autoscaling.k8s.io/v1:VerticalPodAutoscaler": verticalAutoscaler,
  },
  inCluster: true,
});

function* verticalAutoscaler(autoscaler: PolicyResource, stack: PolicyContext): Iterable<ResourceClaim> {
  if (!autoscaler.at("spec.updatePolicy.updateMode").is("Off")) {
    yield* target(autoscaler, stack, autoscaler.at("spec.targetRef"));
  }
}

function* target(
  autoscaler: PolicyResource,
  stack: PolicyContext,
  reference: Property,
): Iterable<ResourceClaim> {
  const at = reference.at("name");
  const kind = named(autoscaler, reference.at("kind"), { absent: "Deployment" });
  const shown = at.isReadable() ? ` "${at.text() ?? ""}"` : "";
  const thing = `the number or size of the pods of${shown || " this workload"}`;
  yield claimOf([namespacePart(autoscaler, stack), kind, named(autoscaler, at)], { at, thing });
}
