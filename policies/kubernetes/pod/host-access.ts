import type { PolicyResource } from "../../context.ts";
import { type Outcome, separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, podSpec, WORKLOADS } from "../workload.ts";

export const hostAccess = resourceRule({
  id: "kubernetes-host-access",
  title: "Pods do not use the host's namespaces, paths or ports",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "Pod Security": ["hostNamespaces", "hostPath", "hostPorts"],
    Checkov: ["CKV_K8S_17", "CKV_K8S_18", "CKV_K8S_19", "CKV_K8S_26", "CKV_K8S_27"],
    Trivy: ["KSV-0008", "KSV-0009", "KSV-0010", "KSV-0023", "KSV-0024"],
    Polaris: ["hostIPCSet", "hostNetworkSet", "hostPIDSet", "hostPathSet", "hostPortSet"],
    "kube-linter": ["host-ipc", "host-network", "host-pid", "sensitive-host-mounts", "docker-sock"],
  },
  appliesTo: WORKLOADS,
  fix: "remove hostNetwork, hostPID, hostIPC, hostPath volumes and hostPort; use a Service and a volume claim",
  why: "The host's network, processes and files expose every other pod on the node and the node's credentials.",
  check: (workload) => separately([namespaces, paths, ports], (judge) => judge(workload)),
});

function* namespaces(workload: PolicyResource): Iterable<Outcome> {
  yield* separately(["hostNetwork", "hostPID", "hostIPC"], function* (setting) {
    const shared = podSpec(workload).at(setting);
    if (shared.is(true)) {
      yield shared.violation(`the pod shares the host's namespace: ${setting}`);
    }
  });
}

function* paths(workload: PolicyResource): Iterable<Outcome> {
  yield* separately(podSpec(workload).at("volumes").items(), function* (volume) {
    const path = volume.at("hostPath");
    if (path.exists()) {
      yield path.violation(`volume "${volume.at("name").display()}" is a host path`);
    }
  });
}

function* ports(workload: PolicyResource): Iterable<Outcome> {
  yield* separately(allContainers(workload), ({ property, label }) =>
    separately(property.at("ports").items(), function* (port) {
      const hostPort = port.at("hostPort");
      if (hostPort.exists()) {
        yield hostPort.violation(`${label} uses a host port`);
      }
    }),
  );
}
