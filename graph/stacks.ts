import type { Graph, GraphStack, Node, Values } from "./model.ts";

/** Type token of a stack's own node. */
export const STACK_TYPE = "pulumi:pulumi:Stack";

/** Stacks that do not fit together, or an unexpected number of them. */
export class StacksError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "StacksError";
  }
}

/** A stack by its names. */
export type StackNames = Pick<GraphStack, "project" | "stack">;

/** The stack that a resource belongs to, as its URN names it. */
export function stackOf(urn: string): StackNames {
  const [prefix = "", project = ""] = urn.split("::", 2);
  return { project, stack: prefix.replace("urn:pulumi:", "") };
}

/** `project/stack`: equal for two graphs only when their URNs are. */
export function stackKey({ project, stack }: StackNames): string {
  return `${project}/${stack}`;
}

/** The stack nodes of a graph, by {@link stackKey}. */
export function stackNodes({ nodes }: Pick<Graph, "nodes">): ReadonlyMap<string, Node> {
  return new Map(
    nodes.filter(({ type }) => type === STACK_TYPE).map((node) => [stackKey(stackOf(node.urn)), node]),
  );
}

/**
 * The only stack of a graph.
 *
 * @throws StacksError when the graph has none or several
 */
export function onlyStack({ stacks }: Pick<Graph, "stacks">): GraphStack {
  const [stack] = stacks;
  if (!stack || stacks.length > 1) {
    const found = stacks.map((each) => each.stack).join(", ") || "none";
    throw new StacksError(`expected the graph of one stack, found ${found}`);
  }
  return stack;
}

/**
 * The outputs of a graph's only stack.
 *
 * @throws StacksError when the graph has none or several
 */
export function outputsOf(graph: Pick<Graph, "stacks">): Values {
  return onlyStack(graph).outputs;
}
