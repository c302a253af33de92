import type { PolicyContext, PolicyResource } from "../../context.ts";
import { type Property, separately, some, UnknownValue } from "../../property.ts";
import { stackRule } from "../../rule.ts";
import { type Kind, someBeside } from "../objects.ts";
import { labelKeys, matchesLabels, wantedKey } from "../selectors.ts";
import { type Container, containers, podTemplate, SERVERS } from "../workload.ts";

/** Indexed by a label that it selects. */
const SERVICE: Kind = {
  type: "kubernetes:core/v1:Service",
  keyOf: (service) => wantedKey(service.at("spec.selector")),
};

export const probes = stackRule({
  id: "kubernetes-probes",
  title: "Containers have liveness and readiness probes",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: {
    Checkov: ["CKV_K8S_8", "CKV_K8S_9"],
    Polaris: ["livenessProbeMissing", "readinessProbeMissing"],
    "kube-linter": ["no-liveness-probe", "no-readiness-probe"],
    "kube-score": ["pod-probes"],
  },
  appliesTo: SERVERS,
  fix: "add a livenessProbe to each container, and a readinessProbe to one of those behind a Service",
  why: "Without probes, traffic reaches pods that have not started, and hung pods are never restarted.",
  *check(workload, stack) {
    const pods = [...containers(workload)];
    yield* separately(pods, function* ({ property, label }) {
      const liveness = property.at("livenessProbe");
      if (!liveness.exists()) {
        yield liveness.violation(`${label} has no livenessProbe`);
      }
    });
    const first = pods.find((each): each is Container => !(each instanceof UnknownValue));
    // A pod is ready if all its containers are, and readiness is irrelevant for a pod that no Service selects.
    if (first && !some(pods, hasReadinessProbe) && isServed(workload, stack)) {
      yield first.property.at("readinessProbe").violation(`${first.label} has no readinessProbe`);
    }
  },
});

function hasReadinessProbe({ property }: { readonly property: Property }): boolean {
  return property.at("readinessProbe").exists();
}

function isServed(workload: PolicyResource, stack: PolicyContext): boolean {
  const labels = podTemplate(workload).at("metadata.labels");
  return someBeside(stack, SERVICE, workload, labelKeys(labels), (service) => {
    const selector = service.at("spec.selector");
    return selector.entries().length > 0 && matchesLabels(selector, labels) && !isScraped(service);
  });
}

/**
 * Whether a Service exists only for discovering the pods' metrics, which are scraped whether or not the pods are ready.
 */
function isScraped(service: PolicyResource): boolean {
  const ports = service.at("spec.ports").items();
  return ports.length > 0 && !some(ports, (port) => !(port.at("name").text() ?? "").endsWith("metrics"));
}
