import { type Outcome, type Property, separately, type UnknownValue } from "../property.ts";
import type { CombinationCheck } from "./groups.ts";

const WORKLOADS = ["apps/v1:DaemonSet", "apps/v1:Deployment", "apps/v1:StatefulSet"];

/**
 * What the Kubernetes API refuses of workloads. Source: k8s.io/kubernetes, pkg/apis/apps/validation, v1.36, read
 * 2026-11-28.
 */
export const WORKLOAD_CHECKS: Readonly<Record<string, readonly CombinationCheck[]>> = Object.fromEntries(
  WORKLOADS.map((kind) => [`kubernetes:${kind}`, [selectsItsPods, namesContainersOnce, mountsItsVolumes]]),
);

/** A selector that the template does not match would select no pod, or those of others. */
function* selectsItsPods(workload: Property): Iterable<Outcome> {
  const labels = workload.at("spec.template.metadata.labels");
  yield* separately(workload.at("spec.selector.matchLabels").entries(), function* ([key, selected]) {
    if (labels.key(key).text() !== selected.text()) {
      yield selected.violation(`the template has no label ${key}=${selected.text()}`);
    }
  });
}

function* namesContainersOnce(workload: Property): Iterable<Outcome> {
  const taken = new Set<string>();
  yield* separately(containersOf(workload), function* (container) {
    const name = container.at("name").text() ?? "";
    if (taken.has(name)) {
      yield container.at("name").violation(`two containers have the name "${name}"`);
    }
    taken.add(name);
  });
}

function* mountsItsVolumes(workload: Property): Iterable<Outcome> {
  const pod = workload.at("spec.template.spec");
  let volumes: ReadonlySet<string | undefined> | undefined;
  const mounts = separately(containersOf(workload), (container) => container.at("volumeMounts").items());
  yield* separately(mounts, function* (mount) {
    const name = mount.at("name").text();
    // Most pods mount nothing.
    volumes ??= new Set([
      ...pod
        .at("volumes")
        .items()
        .map((volume) => volume.at("name").text()),
      ...workload
        .at("spec.volumeClaimTemplates")
        .items()
        .map((template) => template.at("metadata.name").text()),
    ]);
    if (!volumes.has(name)) {
      yield mount.at("name").violation(`the pod has no volume "${name}"`);
    }
  });
}

function containersOf(workload: Property): Iterable<Property | UnknownValue> {
  const pod = workload.at("spec.template.spec");
  return separately(["initContainers", "containers"], (list) => pod.at(list).items());
}
