import type { PolicyResource } from "../context.ts";
import type { Property } from "../property.ts";

/** Kinds that keep copies of a pod running. @public */
export const SERVERS = [
  "kubernetes:apps/v1:Deployment",
  "kubernetes:apps/v1:StatefulSet",
  "kubernetes:apps/v1:DaemonSet",
] as const;

/** Kinds whose number of copies somebody decides. */
export const REPLICATED = ["kubernetes:apps/v1:Deployment", "kubernetes:apps/v1:StatefulSet"] as const;

/** All kinds that make pods. */
export const WORKLOADS = [
  ...SERVERS,
  "kubernetes:apps/v1:ReplicaSet",
  "kubernetes:batch/v1:Job",
  "kubernetes:batch/v1:CronJob",
  "kubernetes:core/v1:Pod",
] as const;

/** The pod template of a workload: its metadata and spec; of a Pod the pod itself. */
export function podTemplate(workload: PolicyResource): Property {
  switch (workload.type) {
    case "kubernetes:core/v1:Pod":
      return workload.inputs();
    case "kubernetes:batch/v1:CronJob":
      return workload.at("spec.jobTemplate.spec.template");
    default:
      return workload.at("spec.template");
  }
}

export function podSpec(workload: PolicyResource): Property {
  return podTemplate(workload).at("spec");
}

/** A container, with what the pod says for all of them. */
export interface Container {
  readonly property: Property;
  /** As messages call it: `container "api"`. */
  readonly label: string;
  readonly pod: Property;
}

/** Containers that serve; sidecars among the init containers are left out. */
export function containers(workload: PolicyResource): Iterable<Container> {
  return containersIn(podSpec(workload), ["containers"]);
}

/** Every container of the pod: Pod Security Standards hold for init and ephemeral ones too. */
export function allContainers(workload: PolicyResource): Iterable<Container> {
  return containersIn(podSpec(workload), ["containers", "initContainers", "ephemeralContainers"]);
}

function* containersIn(pod: Property, lists: readonly string[]): Iterable<Container> {
  for (const list of lists) {
    for (const property of pod.at(list).items()) {
      yield { property, pod, label: `container "${property.at("name").text() ?? "?"}"` };
    }
  }
}

/** A security setting that a container inherits from its pod unless it has its own. */
export function inherited({ property, pod }: Container, setting: string): Property {
  const own = property.at("securityContext").at(setting);
  if (own.exists()) {
    return own;
  }
  const shared = pod.at("securityContext").at(setting);
  return shared.exists() ? shared : own;
}
