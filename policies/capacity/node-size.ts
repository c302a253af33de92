import { HELM_RELEASE } from "#graph/kubernetes-types";
import type { PolicyContext, PolicyResource } from "../context.ts";
import { namespaceOf } from "../kubernetes/objects.ts";
import { podSpec, WORKLOADS } from "../kubernetes/workload.ts";
import { type Property, separately, type UnknownValue, type Violation } from "../property.ts";
import { stackRule } from "../rule.ts";
import { nodesOf, takes } from "./nodes.ts";
import { shownAmount } from "./pods/amounts.ts";
import type { Pods, SizedContainer } from "./pods/pod-set.ts";
import { placeKey, podsByNamespace, sizedContainers } from "./pods/pods.ts";

export const nodeSize = stackRule<Part>({
  id: "capacity-node-size",
  title: "Every pod fits a node, and no limit exceeds one",
  severity: "high",
  appliesTo: [...WORKLOADS, HELM_RELEASE],
  fix: "lower the request or limit to what a node offers, or give the pool a larger machine",
  why: "A pod that requests more than a node offers is never scheduled, and a memory limit beyond it never acts: the node runs out first, and evicts or kills other pods.",
  each: (resource, stack) => separately([sums, limits], (parts) => parts(resource, stack)),
  *check(part, stack, resource) {
    const nodes = nodesOf(stack, resource);
    if (nodes?.anySize) {
      return;
    }
    const fitting = nodes?.pools.filter((pool) => takes(pool, part.spec)) ?? [];
    const [hidden] = nodes?.unknown ?? [];
    if (!nodes || fitting.length === 0 || hidden) {
      throw hidden ?? resource.at("metadata.namespace").unknown();
    }
    const cpu = Math.max(...fitting.map(({ node }) => node.cpu));
    const memory = Math.max(...fitting.map(({ node }) => node.memory));
    const machines = [...new Set(fitting.map(({ machineType }) => machineType))].join(", ");
    yield* part.judge({ cpu, memory, words: `a node (${machines})` });
  },
});

/** The most that a node offers to a pod, in cores and bytes. */
interface Offer {
  readonly cpu: number;
  readonly memory: number;
  readonly words: string;
}

/** What is compared with a node: the requests of a pod, or the limit of a container. */
interface Part {
  /** The pod's spec, for its placement; undefined for charts. */
  readonly spec: Property | undefined;
  judge(offer: Offer): Iterable<Violation>;
}

function sums(resource: PolicyResource, stack: PolicyContext): readonly Part[] {
  return podsOf(resource, stack).map((pods) => ({
    spec: pods.spec,
    judge: (offer) => requests(pods, offer),
  }));
}

function* limits(resource: PolicyResource, stack: PolicyContext): Iterable<Part | UnknownValue> {
  if (resource.type !== HELM_RELEASE) {
    const label = resource.at("metadata.name").display();
    yield* separately(sizedContainers(resource, stack), (container) => [
      { spec: podSpec(resource), judge: (offer: Offer) => limit(container, label, offer) },
    ]);
    return;
  }
  for (const { containers, label, spec } of podsOf(resource, stack)) {
    for (const container of containers) {
      yield { spec, judge: (offer) => limit(container, label, offer) };
    }
  }
}

function* requests({ amounts, containers, label }: Pods, offer: Offer): Iterable<Violation> {
  const at = containers[0]?.at;
  if (at && (amounts.cpu > offer.cpu || amounts.memory > offer.memory)) {
    const kind = amounts.cpu > offer.cpu ? "cpu" : "memory";
    yield at.violation(
      `a pod of ${label} requests ${shownAmount(kind, amounts[kind])}, and ${offer.words} offers ${shownAmount(kind, offer[kind])}`,
    );
  }
}

function* limit({ at, amounts }: SizedContainer, label: string, offer: Offer): Iterable<Violation> {
  if (amounts.memoryLimit > offer.memory) {
    yield at
      .at("limits.memory")
      .violation(
        `the memory limit of ${label} is ${shownAmount("memory", amounts.memoryLimit)}, and ${offer.words} offers ${shownAmount("memory", offer.memory)}`,
      );
  }
}

function podsOf(resource: PolicyResource, stack: PolicyContext): readonly Pods[] {
  const namespace =
    resource.type === HELM_RELEASE ? (resource.at("namespace").text() ?? "default") : namespaceOf(resource);
  const { pods = [], unknown = [] } = podsByNamespace(stack).get(placeKey(stack, resource, namespace)) ?? {};
  const own = pods.filter((each) => each.resource === resource);
  const [hidden] = unknown;
  if (own.length === 0 && hidden) {
    throw hidden;
  }
  return own;
}
