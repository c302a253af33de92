import { findCycle } from "../cycles.ts";
import type { Node } from "../model.ts";
import { describe, type RecordingFailure } from "./failure.ts";

/** URN to the URNs that a resource waits for besides its parent, provider and dependencies. */
type Waits = ReadonlyMap<string, ReadonlySet<string>>;

/**
 * Finds dependency cycles that would deadlock a deployment. A plan completes, since it knows every URN at once; the
 * engine registers a resource only after its parent, its provider and every resource in its inputs and `dependsOn`.
 */
export function findResourceCycle(nodes: readonly Node[], waits: Waits): RecordingFailure | undefined {
  const byUrn = new Map(nodes.map((node) => [node.urn, node]));
  const before = (node: Node) =>
    [node.parent, node.provider, ...node.dependencies, ...(waits.get(node.urn) ?? [])].flatMap(
      (urn) => byUrn.get(urn ?? "") ?? [],
    );
  // Parents and providers are constructed before their dependents, so a cycle always contains a dependency.
  const starts = nodes.filter(({ urn, dependencies }) => dependencies.length > 0 || waits.get(urn)?.size);
  const cycle = findCycle(starts, before);
  return cycle && failureOf(cycle);
}

function failureOf([first, ...others]: readonly Node[]): RecordingFailure {
  const path = [first, ...others, first].flatMap((node) => (node ? describe(node) : [])).join(" → ");
  return {
    message: `forms a dependency cycle: ${path}; deployed, none of them would be registered`,
    resource: first && describe(first),
    source: first?.source,
    cause: undefined,
  };
}
