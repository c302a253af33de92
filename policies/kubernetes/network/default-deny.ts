import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, some } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { inOneCluster } from "../clusters.ts";
import { type Kind, someIn } from "../objects.ts";
import { wantedKey } from "../selectors.ts";
import { POD_CREATORS } from "../workload.ts";

const NAMESPACE = "kubernetes:core/v1:Namespace";
const POD_MAKERS: readonly Kind[] = POD_CREATORS.map((type) => ({ type }));

/** Indexed by its selection: a default-deny policy selects everything. */
const NETWORK_POLICY: Kind = {
  type: "kubernetes:networking.k8s.io/v1:NetworkPolicy",
  keyOf: (policy) => wantedKey(policy.at("spec.podSelector.matchLabels")),
};

/** The kind that a policy selects if every pod matches, and what it then forbids. */
const DIRECTIONS = [
  { type: "Ingress", rules: "spec.ingress" },
  { type: "Egress", rules: "spec.egress" },
] as const;

export const defaultDeny = stackRule({
  id: "kubernetes-default-deny",
  title: "Namespaces with pods deny ingress and egress by default",
  severity: "high",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV2_K8S_6"],
    Trivy: ["KSV-0038"],
    Polaris: ["missingNetworkPolicy"],
    "kube-linter": ["non-isolated-pod"],
    "kube-score": ["pod-networkpolicy"],
  },
  appliesTo: [NAMESPACE, ...POD_CREATORS],
  fix: "add a NetworkPolicy to the namespace with an empty podSelector, both policyTypes and no rules",
  why: "Otherwise every pod can reach every other, and one compromised pod exposes the rest.",
  *check(resource, stack) {
    const namespace = resource.at(resource.type === NAMESPACE ? "metadata.name" : "metadata.namespace");
    const name = namespace.text() ?? "default";
    const blamesOther =
      resource.type === NAMESPACE ? !runsPods(resource, name, stack) : hasNamespace(resource, name, stack);
    if (blamesOther) {
      return;
    }
    const place = { cluster: stack.clusterOf(resource), namespace: name };
    for (const direction of DIRECTIONS) {
      const denies = (policy: PolicyResource) => deniesAll(policy, direction);
      if (!someIn(stack, NETWORK_POLICY, { ...place, keys: [] }, denies)) {
        const way = direction.type === "Ingress" ? "into" : "out of";
        yield namespace.violation(
          `no policy denies traffic ${way} the pods of namespace "${name}" by default`,
        );
      }
    }
  },
});

function runsPods(namespace: PolicyResource, name: string, stack: PolicyContext): boolean {
  return some(POD_MAKERS, (kind) =>
    someIn(stack, kind, { cluster: stack.clusterOf(namespace), namespace: name }, () => true),
  );
}

/**
 * Whether the namespace is an object of the stack: then the finding names it once, instead of each of its workloads.
 */
function hasNamespace(workload: PolicyResource, name: string, stack: PolicyContext): boolean {
  return some(
    stack.ofType(NAMESPACE),
    (namespace) =>
      namespace.at("metadata.name").is(name) &&
      inOneCluster(stack.clusterOf(namespace), stack.clusterOf(workload)),
  );
}

function deniesAll(policy: PolicyResource, { type, rules }: (typeof DIRECTIONS)[number]): boolean {
  return (
    policy.at("spec.policyTypes").texts().includes(type) &&
    policy.at(rules).items().length === 0 &&
    isEmpty(policy.at("spec.podSelector"))
  );
}

function isEmpty(selector: Property): boolean {
  return (
    selector.at("matchLabels").entries().length === 0 && selector.at("matchExpressions").items().length === 0
  );
}
