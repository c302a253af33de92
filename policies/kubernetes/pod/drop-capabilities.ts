import { type Property, separately, some, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { allContainers, WORKLOADS } from "../workload.ts";

/** The only capability that the restricted standard allows: binding ports below 1024. */
const ALLOWED = "NET_BIND_SERVICE";

export const dropCapabilities = resourceRule({
  id: "kubernetes-drop-capabilities",
  title: "Containers drop all Linux capabilities",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    "Pod Security": ["capabilities"],
    Checkov: ["CKV_K8S_25", "CKV_K8S_28", "CKV_K8S_37", "CKV_K8S_39"],
    Trivy: ["KSV-0003", "KSV-0004", "KSV-0022", "KSV-0106"],
    Polaris: ["dangerousCapabilities", "insecureCapabilities"],
    "kube-linter": ["drop-net-raw-capability"],
  },
  appliesTo: WORKLOADS,
  fix: `set securityContext.capabilities.drop to ["ALL"] on each container, and add nothing but ${ALLOWED}`,
  why: "The default capabilities allow raw packets, changing file owners and more that services do not need.",
  each: allContainers,
  check: ({ property, label }) =>
    separately([keeps, adds], (judge) => judge(property.at("securityContext.capabilities"), label)),
});

function* keeps(capabilities: Property, label: string): Iterable<Violation> {
  const drop = capabilities.at("drop");
  if (!some(drop.items(), (capability) => capability.is("ALL"))) {
    yield drop.violation(`${label} keeps Linux capabilities`);
  }
}

function* adds(capabilities: Property, label: string): Iterable<Violation> {
  const add = capabilities.at("add");
  const added = add.texts().filter((capability) => capability !== ALLOWED);
  if (added.length > 0) {
    yield add.violation(`${label} adds the capabilities ${added.join(", ")}`);
  }
}
