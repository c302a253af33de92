import type { Property } from "../../property.ts";
import { resourceRule } from "../../rule.ts";
import { containers, SERVERS } from "../workload.ts";

const ACTIONS = ["httpGet", "tcpSocket", "grpc", "exec"];

export const distinctProbes = resourceRule({
  id: "kubernetes-distinct-probes",
  title: "Liveness and readiness probes differ",
  severity: "low",
  enforcement: "advisory",
  frameworks: { "kube-score": ["pod-probes-identical"] },
  appliesTo: SERVERS,
  fix: "let readiness check the service's dependencies and liveness only the process, or give liveness a higher failure threshold",
  why: "With identical probes, a pod that is busy or waits for its database is restarted.",
  each: containers,
  *check({ property, label }) {
    const liveness = property.at("livenessProbe");
    const readiness = property.at("readinessProbe");
    if (liveness.exists() && readiness.exists() && describe(liveness) === describe(readiness)) {
      yield liveness.violation(`${label} has identical liveness and readiness probes`);
    }
  },
});

/** A probe's request and its timing. */
function describe(probe: Property): string {
  const actions = ACTIONS.map((action) => plain(probe.at(action)));
  return JSON.stringify([actions, probe.at("periodSeconds").number(), probe.at("failureThreshold").number()]);
}

function plain(property: Property): unknown {
  const members = property.entries();
  if (members.length > 0) {
    return members.map(([name, member]) => [name, plain(member)]);
  }
  const items = property.items();
  return items.length > 0 ? items.map(plain) : (property.text() ?? property.number());
}
