import { type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

export const privilegeEscalation = resourceRule({
  id: "kubernetes-privilege-escalation",
  title: "Containers cannot gain privileges",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "Pod Security": ["privileged", "allowPrivilegeEscalation"],
    Checkov: ["CKV_K8S_16", "CKV_K8S_20"],
    Trivy: ["KSV-0001", "KSV-0017"],
    Polaris: ["privilegeEscalationAllowed", "runAsPrivileged"],
    "kube-linter": ["privilege-escalation-container", "privileged-container"],
    "kube-score": ["container-security-context-privileged"],
  },
  appliesTo: WORKLOADS,
  fix: "set securityContext.allowPrivilegeEscalation to false on each container and remove privileged",
  why: "A setuid program or a privileged container turns any bug into access to the node.",
  each: allContainers,
  check: ({ property, label }) =>
    separately([mayEscalate, isPrivileged], (judge) => judge(property.at("securityContext"), label)),
});

function* mayEscalate(context: Property, label: string): Iterable<Violation> {
  const escalation = context.at("allowPrivilegeEscalation");
  if (!escalation.is(false)) {
    yield escalation.violation(`${label} may gain more privileges than its parent process`);
  }
}

function* isPrivileged(context: Property, label: string): Iterable<Violation> {
  const privileged = context.at("privileged");
  if (privileged.is(true)) {
    yield privileged.violation(`${label} is privileged`);
  }
}
