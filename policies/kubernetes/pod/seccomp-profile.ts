import { resourceRule } from "../../rule.ts";
import { allContainers, inherited, WORKLOADS } from "../workload.ts";

export const seccompProfile = resourceRule({
  id: "kubernetes-seccomp-profile",
  title: "Containers run under a seccomp profile",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    "Pod Security": ["seccompProfile"],
    Checkov: ["CKV_K8S_31"],
    Trivy: ["KSV-0030", "KSV-0104"],
    Polaris: ["linuxHardening"],
    "kube-score": ["container-seccomp-profile"],
  },
  appliesTo: WORKLOADS,
  fix: "set securityContext.seccompProfile.type to RuntimeDefault on the pod",
  why: "Without a profile, a container can make every system call, where most escapes start.",
  each: allContainers,
  *check(container) {
    const type = inherited(container, "seccompProfile").at("type");
    if (!type.is("RuntimeDefault") && !type.is("Localhost")) {
      yield type.violation(`${container.label} may make any system call (${type.text() ?? "no profile"})`);
    }
  },
});
