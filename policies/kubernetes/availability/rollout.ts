import { type Property, separately, type Violation } from "../../property.ts";
import { resourceRule } from "../../rule.ts";

export const rollout = resourceRule({
  id: "kubernetes-rollout",
  title: "A rollout starts new pods before it stops old ones",
  severity: "medium",
  enforcement: "mandatory",
  frameworks: { "kube-linter": ["no-rolling-update-strategy"], "kube-score": ["deployment-strategy"] },
  appliesTo: ["kubernetes:apps/v1:Deployment"],
  fix: "set strategy.rollingUpdate to maxUnavailable 0 and maxSurge of at least 1; a single pod on a disk may use Recreate",
  why: "A rollout that stops pods first runs with less capacity than planned, or none.",
  *check(deployment) {
    const strategy = deployment.at("spec.strategy");
    const replicas = deployment.at("spec.replicas");
    if (strategy.at("type").is("Recreate")) {
      if (!replicas.is(1)) {
        yield strategy.at("type").violation("all pods are stopped before a new one starts");
      }
      return;
    }
    yield* separately([keepsPods, startsPods], (judge) => judge(strategy.at("rollingUpdate")));
  },
});

function* keepsPods(update: Property): Iterable<Violation> {
  const unavailable = update.at("maxUnavailable");
  if (!isNone(unavailable)) {
    yield unavailable.violation(`maxUnavailable is ${show(unavailable, "25%")} during a rollout`);
  }
}

function* startsPods(update: Property): Iterable<Violation> {
  const surge = update.at("maxSurge");
  if (surge.exists() && isNone(surge)) {
    yield surge.violation("maxSurge is 0: a rollout cannot start a pod before it stops one");
  }
}

function isNone(quantity: Property): boolean {
  return quantity.is(0) || quantity.is("0") || quantity.is("0%");
}

function show(quantity: Property, otherwise: string): string {
  return String(quantity.number() ?? quantity.text() ?? `${otherwise} (the default)`);
}
