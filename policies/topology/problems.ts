import type { ProblemKind } from "#graph/topology";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { UnknownValue, type Violation } from "../property.ts";

/** What a resource publishes that does not fit the rest of the graph. */
export function* problemsOf(
  kind: ProblemKind,
  resource: PolicyResource,
  stack: PolicyContext,
): Iterable<Violation> {
  const { problems, unreadable } = stack.index(byPublisher);
  for (const { kind: found, path, message } of problems.get(resource.urn) ?? []) {
    if (found === kind) {
      yield { message, path };
    }
  }
  const [end] = unreadable.get(resource.urn) ?? [];
  if (end) {
    throw new UnknownValue(end.path, end.value);
  }
}

function byPublisher({ topology }: PolicyContext) {
  return {
    problems: Map.groupBy(topology.problems, ({ publisher }) => publisher.urn),
    unreadable: Map.groupBy(topology.unreadable, ({ publisher }) => publisher.urn),
  };
}
