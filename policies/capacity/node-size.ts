import type { PolicyContext, PolicyResource } from "../context.ts";
import { namespaceOf } from "../kubernetes/objects.ts";
import { WORKLOADS } from "../kubernetes/workload.ts";
import type { Violation } from "../property.ts";
import { stackRule } from "../rule.ts";
import { nodesOf, takes } from "./nodes.ts";
import { shownAmount } from "./pods/amounts.ts";
import type { Pods } from "./pods/pod-set.ts";
import { placeKey, podsByNamespace } from "./pods/pods.ts";

const RELEASE = "kubernetes:helm.sh/v3:Release";

export const nodeSize = stackRule<Pods>({
  id: "capacity-node-size",
  title: "Every pod fits a node, and no limit exceeds one",
  severity: "high",
  appliesTo: [...WORKLOADS, RELEASE],
  fix: "lower the request or limit to what a node offers, or give the pool a larger machine",
  why: "A pod that requests more than a node offers is never scheduled, and a memory limit beyond it never acts: the node runs out first, and evicts or kills other pods.",
  each: (resource, stack) => podsOf(resource, stack),
  *check(pods, stack, resource) {
    const nodes = nodesOf(stack, resource);
    if (nodes?.anySize) {
      return;
    }
    const fitting = nodes?.pools.filter((pool) => takes(pool, pods.spec)) ?? [];
    const [hidden] = nodes?.unknown ?? [];
    if (!nodes || fitting.length === 0 || hidden) {
      throw hidden ?? resource.at("metadata.namespace").unknown();
    }
    const cpu = Math.max(...fitting.map(({ node }) => node.cpu));
    const memory = Math.max(...fitting.map(({ node }) => node.memory));
    const machines = [...new Set(fitting.map(({ machineType }) => machineType))].join(", ");
    yield* tooLarge(pods, { cpu, memory }, machines);
  },
});

function* tooLarge(
  { amounts, containers, label }: Pods,
  { cpu, memory }: { readonly cpu: number; readonly memory: number },
  machines: string,
): Iterable<Violation> {
  const at = containers[0]?.at;
  if (at && (amounts.cpu > cpu || amounts.memory > memory)) {
    const kind = amounts.cpu > cpu ? "cpu" : "memory";
    const offered = kind === "cpu" ? cpu : memory;
    yield at.violation(
      `a pod of ${label} requests ${shownAmount(kind, amounts[kind])}, and a node (${machines}) offers ${shownAmount(kind, offered)}`,
    );
  }
  for (const container of containers) {
    const limit = container.amounts.memoryLimit;
    if (limit > memory) {
      yield container.at
        .at("limits.memory")
        .violation(
          `the memory limit of ${label} is ${shownAmount("memory", limit)}, and a node (${machines}) offers ${shownAmount("memory", memory)}`,
        );
    }
  }
}

function podsOf(resource: PolicyResource, stack: PolicyContext): readonly Pods[] {
  const namespace =
    resource.type === RELEASE ? (resource.at("namespace").text() ?? "default") : namespaceOf(resource);
  const { pods = [], unknown = [] } = podsByNamespace(stack).get(placeKey(stack, resource, namespace)) ?? {};
  const own = pods.filter((each) => each.resource === resource);
  const [hidden] = unknown;
  if (own.length === 0 && hidden) {
    throw hidden;
  }
  return own;
}
