import { findCycle } from "./cycles.ts";
import type { Graph, GraphStack, Node } from "./model.ts";
import { type StackNames, StacksError, stackKey, stackOf } from "./stacks.ts";

/** Type token of a resource that reads another stack's outputs. */
export const STACK_REFERENCE = "pulumi:pulumi:StackReference";

/** Organization of stacks in state files and buckets, and the default. */
export const DEFAULT_ORGANIZATION = "organization";

/** A stack that reads the outputs of another one in the same graph. */
export interface StackDependency {
  readonly from: GraphStack;
  readonly to: GraphStack;
  /** URN of the reference. */
  readonly reference: string;
}

/**
 * A stack's full name, `organization/project/stack`, of which a program may omit parts, as with the engine: `stack` or
 * `organization/stack` of its own project.
 *
 * @param own the defaults of omitted parts
 */
export function fullStackName(
  name: string,
  own: { readonly organization: string; readonly project: string },
): string {
  const parts = name.split("/");
  const stack = parts.at(-1);
  const organization = parts.length > 1 ? parts[0] : own.organization;
  const project = parts.length > 2 ? parts[1] : own.project;
  return `${organization}/${project}/${stack}`;
}

/**
 * Which of a graph's stacks read which, in the order of the references. Stacks outside the graph are omitted, as is a
 * stack that reads its own outputs of its last deployment.
 */
export function stackDependencies({ stacks, nodes }: Graph): readonly StackDependency[] {
  const byKey = new Map(stacks.map((stack) => [stackKey(stack), stack]));
  return nodes
    .filter(({ type }) => type === STACK_REFERENCE)
    .flatMap((node) => {
      const from = byKey.get(stackKey(stackOf(node.urn)));
      const named = referencedStack(node);
      const to = named && byKey.get(stackKey(named));
      return from && to && from !== to ? [{ from, to, reference: node.urn }] : [];
    });
}

/**
 * The order of a graph's first deployment: each stack after those whose outputs it reads, and otherwise in the graph's
 * order.
 *
 * @throws StacksError when stacks form a dependency cycle
 */
export function deploymentOrder(graph: Graph): readonly GraphStack[] {
  const read = Map.groupBy(stackDependencies(graph), ({ from }) => from);
  const before = (stack: GraphStack) => (read.get(stack) ?? []).map(({ to }) => to);
  const cycle = findCycle(graph.stacks, before);
  if (cycle) {
    const path = [...cycle, ...cycle.slice(0, 1)].map(({ stack }) => stack).join(" reads ");
    throw new StacksError(`stacks form a dependency cycle: ${path}; none of them can be deployed first`);
  }
  const order = new Set<GraphStack>();
  const visit = (stack: GraphStack): void => {
    if (!order.has(stack)) {
      before(stack).forEach(visit);
      order.add(stack);
    }
  };
  graph.stacks.forEach(visit);
  return [...order];
}

/** The stack that a reference names; undefined if its name is unknown. */
function referencedStack({ urn, inputs, read }: Node): StackNames | undefined {
  const name = inputs["name"] ?? read?.id;
  if (typeof name !== "string") {
    return undefined;
  }
  const own = { organization: DEFAULT_ORGANIZATION, project: stackOf(urn).project };
  const [, project = "", stack = ""] = fullStackName(name, own).split("/");
  return { project, stack };
}
