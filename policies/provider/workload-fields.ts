import type { Property, Violation } from "../property.ts";
import type { CombinationCheck } from "./groups.ts";
import { checkEach } from "./places.ts";

const WORKLOADS = ["apps/v1:DaemonSet", "apps/v1:Deployment", "apps/v1:StatefulSet"];

/**
 * What the Kubernetes API refuses of workloads. Source: k8s.io/kubernetes, pkg/apis/apps/validation, v1.36, read
 * 2026-11-28.
 */
export const WORKLOAD_CHECKS: Readonly<Record<string, readonly CombinationCheck[]>> = Object.fromEntries(
  WORKLOADS.map((kind) => [`kubernetes:${kind}`, [selectsItsPods, namesContainersOnce, mountsItsVolumes]]),
);

/** A selector that the template does not match would select no pod, or those of others. */
function* selectsItsPods(workload: Property): Iterable<Violation> {
  const labels = workload.at("spec.template.metadata.labels");
  yield* checkEach(workload.at("spec.selector.matchLabels").entries(), function* ([key, selected]) {
    if (labels.key(key).text() !== selected.text()) {
      yield selected.violation(`the template has no label ${key}=${selected.text()}`);
    }
  });
}

function* namesContainersOnce(workload: Property): Iterable<Violation> {
  const pod = workload.at("spec.template.spec");
  const taken = new Set<string>();
  const containers = [...pod.at("initContainers").items(), ...pod.at("containers").items()];
  yield* checkEach(containers, function* (container) {
    const name = container.at("name").text() ?? "";
    if (taken.has(name)) {
      yield container.at("name").violation(`two containers have the name "${name}"`);
    }
    taken.add(name);
  });
}

function* mountsItsVolumes(workload: Property): Iterable<Violation> {
  const pod = workload.at("spec.template.spec");
  const containers = [...pod.at("initContainers").items(), ...pod.at("containers").items()];
  const mounts = containers.flatMap((container) => container.at("volumeMounts").items());
  if (mounts.length === 0) {
    return;
  }
  const templates = workload.at("spec.volumeClaimTemplates").items();
  const volumes = new Set([
    ...pod
      .at("volumes")
      .items()
      .map((volume) => volume.at("name").text()),
    ...templates.map((template) => template.at("metadata.name").text()),
  ]);
  yield* checkEach(mounts, function* (mount) {
    const name = mount.at("name").text();
    if (!volumes.has(name)) {
      yield mount.at("name").violation(`the pod has no volume "${name}"`);
    }
  });
}
