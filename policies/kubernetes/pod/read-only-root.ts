import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

export const readOnlyRoot = resourceRule({
  id: "kubernetes-read-only-root",
  title: "Containers have a read-only root filesystem",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_22"],
    Trivy: ["KSV-0014"],
    Polaris: ["notReadOnlyRootFilesystem"],
    "kube-linter": ["no-read-only-root-fs"],
    "kube-score": ["container-security-context-readonlyrootfilesystem"],
  },
  appliesTo: WORKLOADS,
  fix: "set securityContext.readOnlyRootFilesystem to true and mount an emptyDir where the program writes",
  why: "An attacker in a container with a writable root can modify its programs and install others.",
  each: allContainers,
  *check({ property, label }) {
    const readOnly = property.at("securityContext.readOnlyRootFilesystem");
    if (!readOnly.is(true)) {
      yield readOnly.violation(`${label} can write to its root filesystem`);
    }
  },
});
