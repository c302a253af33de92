import { isReplicated } from "../kubernetes/autoscaler.ts";
import { selects } from "../kubernetes/selectors.ts";
import { podTemplate, REPLICATED } from "../kubernetes/workload.ts";
import type { Property } from "../property.ts";
import { some } from "../property.ts";
import { stackRule } from "../rule.ts";

/** Failure domains: a zone, or at least a node. */
const DOMAINS = ["topology.kubernetes.io/zone", "kubernetes.io/hostname"];

export const replicaSpread = stackRule({
  id: "resilience-replica-spread",
  title: "Pods of a workload are spread over nodes or zones",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Polaris: ["topologySpreadConstraint"],
    "kube-linter": ["no-anti-affinity"],
    "kube-score": ["pod-topology-spread-constraints", "deployment-has-host-podantiaffinity"],
  },
  appliesTo: REPLICATED,
  fix: "add a topologySpreadConstraint over topology.kubernetes.io/zone whose labelSelector matches the pods",
  why: "Otherwise the scheduler may place all replicas on one node, and they fail together.",
  *check(workload, stack) {
    if (!isReplicated(workload, stack)) {
      return;
    }
    const template = podTemplate(workload);
    const labels = template.at("metadata.labels");
    const constraints = template.at("spec.topologySpreadConstraints");
    const affinity = template.at("spec.affinity.podAntiAffinity");
    const spread =
      some(constraints.items(), (constraint) => spreads(constraint, labels)) ||
      some(antiAffinityTerms(affinity), (term) => spreads(term, labels));
    if (!spread) {
      yield constraints.violation("the pods have no spread over nodes or zones");
    }
  },
});

/** Whether it spreads these very pods: a selector that does not match them silently does nothing. */
function spreads(term: Property, labels: Property): boolean {
  return (
    DOMAINS.some((domain) => term.at("topologyKey").is(domain)) && selects(term.at("labelSelector"), labels)
  );
}

function antiAffinityTerms(affinity: Property): Property[] {
  return [
    ...affinity.at("requiredDuringSchedulingIgnoredDuringExecution").items(),
    ...affinity
      .at("preferredDuringSchedulingIgnoredDuringExecution")
      .items()
      .map((preference) => preference.at("podAffinityTerm")),
  ];
}
