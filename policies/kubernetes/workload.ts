import type { PolicyResource } from "../context.ts";
import { type Property, separately, type UnknownValue } from "../property.ts";

/** Kinds that keep replicas of a pod running. @public */
export const SERVERS = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
  "kubernetes:core/v1:ReplicationController",
] as const;

/** Kinds with a configurable number of replicas. */
export const REPLICATED = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:core/v1:ReplicationController",
] as const;

/** All kinds that create pods. */
export const POD_CREATORS = [
  ...SERVERS,
  "kubernetes:apps/v1:ReplicaSet",
  "kubernetes:batch/v1:Job",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:core/v1:Pod",
] as const;

/** All kinds that hold a pod's specification, also one that nothing runs yet. */
export const WORKLOADS = [...POD_CREATORS, "kubernetes:core/v1:PodTemplate"] as const;

/** The pod template of a workload: its metadata and spec; for a Pod, the pod itself. */
export function podTemplate(workload: PolicyResource): Property {
  switch (workload.type) {
    case "kubernetes:core/v1:Pod":
      return workload.inputs();
    case "kubernetes:batch/v1:CronJob":
      return workload.at("spec.jobTemplate.spec.template");
    case "kubernetes:core/v1:PodTemplate":
      return workload.at("template");
    default:
      return workload.at("spec.template");
  }
}

export function podSpec(workload: PolicyResource): Property {
  return podTemplate(workload).at("spec");
}

/** A container, with the pod's settings for all of its containers. */
export interface Container {
  readonly property: Property;
  /** Its name in messages: `container "api"`; "?" if the name is not known yet. */
  readonly label: string;
  readonly pod: Property;
}

/** Containers that serve; sidecars among the init containers are excluded. */
export function containers(workload: PolicyResource): Iterable<Container | UnknownValue> {
  return containersIn(podSpec(workload), ["containers"]);
}

/** Every container of the pod: Pod Security Standards also apply to init and ephemeral ones. */
export function allContainers(workload: PolicyResource): Iterable<Container | UnknownValue> {
  return containersIn(podSpec(workload), ["containers", "initContainers", "ephemeralContainers"]);
}

function containersIn(pod: Property, lists: readonly string[]): Iterable<Container | UnknownValue> {
  return separately(lists, (list) =>
    pod
      .at(list)
      .items()
      .map((property) => ({ property, pod, label: `container "${property.at("name").display()}"` })),
  );
}

/** A security setting that a container inherits from its pod by default. */
export function inherited({ property, pod }: Container, setting: string): Property {
  const own = property.at("securityContext").at(setting);
  if (own.exists()) {
    return own;
  }
  const shared = pod.at("securityContext").at(setting);
  return shared.exists() ? shared : own;
}
