import type { PolicyContext, PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";
import { type Kind, someBeside } from "./objects.ts";

/** Indexed by the name of its target. */
const AUTOSCALER: Kind = {
  type: "kubernetes:autoscaling/v2:HorizontalPodAutoscaler",
  keyOf(autoscaler) {
    const name = autoscaler.at("spec.scaleTargetRef.name");
    return name.isReadable() ? name.text() : undefined;
  },
};

/** Whether a horizontal pod autoscaler controls the workload's number of pods. */
export function isAutoscaled(workload: PolicyResource, stack: PolicyContext): boolean {
  return someAutoscaler(workload, stack, () => true);
}

/**
 * Whether more than one pod of the workload should run. Unset replicas mean one, unless an autoscaler controls them;
 * then its minimum counts, which is 1 if unset.
 */
export function isReplicated(workload: PolicyResource, stack: PolicyContext): boolean {
  const replicas = workload.at("spec.replicas");
  if (replicas.exists()) {
    return (replicas.number() ?? 1) > 1;
  }
  return someAutoscaler(
    workload,
    stack,
    (autoscaler) => (autoscaler.at("spec.minReplicas").number() ?? 1) > 1,
  );
}

function someAutoscaler(
  workload: PolicyResource,
  stack: PolicyContext,
  predicate: (autoscaler: PolicyResource) => boolean,
): boolean {
  const name = workload.at("metadata.name");
  const keys = name.isReadable() && name.exists() ? [name.text() ?? ""] : undefined;
  return someBeside(
    stack,
    AUTOSCALER,
    workload,
    keys,
    (autoscaler) => targets(autoscaler, workload) && predicate(autoscaler),
  );
}

function targets(autoscaler: PolicyResource, workload: PolicyResource): boolean {
  const target = autoscaler.at("spec.scaleTargetRef");
  return target.at("kind").is(kindOf(workload)) && refersTo(target.at("name"), autoscaler, workload);
}

/** Whether a name in `spec` is the workload's, even if the cloud has yet to assign it. */
function refersTo(name: Property, from: PolicyResource, workload: PolicyResource): boolean {
  if (!name.isReadable() && from.uses("spec", workload)) {
    return true;
  }
  return name.text() === workload.at("metadata.name").text();
}

function kindOf(workload: PolicyResource): string {
  return workload.type.slice(workload.type.lastIndexOf(":") + 1);
}
