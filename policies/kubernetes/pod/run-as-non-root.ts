import { separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, type Container, inherited, WORKLOADS } from "../workload.ts";

export const runAsNonRoot = resourceRule({
  id: "kubernetes-run-as-non-root",
  title: "Containers run as a non-root user",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "Pod Security": ["runAsNonRoot", "runAsUser"],
    Checkov: ["CKV_K8S_23", "CKV_K8S_40"],
    Trivy: ["KSV-0012", "KSV-0105", "KSV-0116"],
    Polaris: ["runAsRootAllowed"],
    "kube-linter": ["run-as-non-root"],
  },
  appliesTo: WORKLOADS,
  fix: "set securityContext.runAsNonRoot to true on the pod, and no runAsUser of 0",
  why: "A process that breaks out of its container as root is root on the node.",
  each: allContainers,
  check: (container) => separately([mayBeRoot, isRoot], (judge) => judge(container)),
});

function* mayBeRoot(container: Container): Iterable<Violation> {
  const nonRoot = inherited(container, "runAsNonRoot");
  if (!nonRoot.is(true)) {
    yield nonRoot.violation(`${container.label} may run as root`);
  }
}

function* isRoot(container: Container): Iterable<Violation> {
  const user = inherited(container, "runAsUser");
  if (user.is(0)) {
    yield user.violation(`${container.label} runs as user 0, which is root`);
  }
}
