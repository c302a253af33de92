import type { Graph } from "#graph/model";
import { check } from "#policies/check";
import { PROVIDER_RULES } from "#policies/provider/rules";

/** What the providers would refuse of a plan, as `name path: message`. */
export function providerRefusals(graph: Graph): string[] {
  const { findings } = check(graph, PROVIDER_RULES, { today: "2026-01-01" });
  return findings.map(({ urn, path, message }) => `${urn.split("::").at(-1)} ${path}: ${message}`);
}

/**
 * The plan itself. Every plan that a spec records passes through here, whatever else the spec is about.
 *
 * @throws Error when the providers would refuse a part of it
 */
export function accepted<Recorded extends Graph>(graph: Recorded): Recorded {
  const refused = providerRefusals(graph);
  if (refused.length > 0) {
    throw new Error(`the providers would refuse:\n${refused.join("\n")}`);
  }
  return graph;
}
