import { separately } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { containers, WORKLOADS } from "../workload.ts";

export const resourceRequests = resourceRule({
  id: "kubernetes-resource-requests",
  title: "Containers request CPU and memory and limit memory",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_10", "CKV_K8S_12", "CKV_K8S_13"],
    Trivy: ["KSV-0015", "KSV-0016", "KSV-0018"],
    Polaris: ["cpuRequestsMissing", "memoryRequestsMissing", "memoryLimitsMissing"],
    "kube-linter": ["unset-cpu-requirements", "unset-memory-requirements"],
    "kube-score": ["container-resources"],
  },
  appliesTo: WORKLOADS,
  fix: "set resources.requests.cpu, resources.requests.memory and resources.limits.memory",
  why: "Without requests the scheduler overcommits nodes; without a memory limit one leak evicts its neighbors.",
  each: containers,
  check: ({ property, label }) =>
    separately(["requests.cpu", "requests.memory", "limits.memory"], function* (path) {
      const quantity = property.at("resources").at(path);
      if (!quantity.exists()) {
        yield quantity.violation(`${label} has no ${path}`);
      }
    }),
});
