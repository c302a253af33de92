import type { PolicyContext, PolicyResource } from "../context.ts";
import { namespaceOf } from "../kubernetes/objects.ts";
import type { Property } from "../property.ts";
import { stackRule } from "../rule.ts";
import { nodesOf } from "./nodes.ts";
import { type Amounts, amountOf, shownAmount } from "./pods/amounts.ts";
import type { Pods } from "./pods/pod-set.ts";
import { placeKey, podsByNamespace, UNPLACED } from "./pods/pods.ts";

/** What a quota limits, and the sum that it limits. */
const LIMITED: Readonly<Record<string, { readonly sum: keyof Amounts | "pods"; readonly verb: string }>> = {
  pods: { sum: "pods", verb: "may run" },
  "count/pods": { sum: "pods", verb: "may run" },
  cpu: { sum: "cpu", verb: "request up to" },
  memory: { sum: "memory", verb: "request up to" },
  "requests.cpu": { sum: "cpu", verb: "request up to" },
  "requests.memory": { sum: "memory", verb: "request up to" },
  "limits.cpu": { sum: "cpuLimit", verb: "are limited to" },
  "limits.memory": { sum: "memoryLimit", verb: "are limited to" },
};

export const namespaceQuota = stackRule<Property>({
  id: "capacity-namespace-quota",
  title: "Quotas leave room for all pods of their namespace",
  severity: "high",
  appliesTo: ["kubernetes:core/v1:ResourceQuota"],
  fix: "raise the quota, or lower the number of pods or what each of them requests; a rollout adds pods to the most that an autoscaler runs",
  why: "The API refuses the pod that a rollout adds first, so that no rollout ends any more, not even the one that would repair it.",
  each: (quota) =>
    isScoped(quota)
      ? []
      : quota
          .at("spec.hard")
          .entries()
          .map(([, hard]) => hard),
  *check(hard, stack, quota) {
    const name = quota
      .at("spec.hard")
      .entries()
      .find(([, each]) => each.path === hard.path)?.[0];
    const limited = LIMITED[name ?? ""];
    if (!limited) {
      return;
    }
    const limit = amountOf(hard);
    if (limit === undefined) {
      return;
    }
    const namespace = namespaceOf(quota);
    const { largest, sum, unknown } = sumOf(limited.sum, quota, stack, namespace);
    if (sum > limit) {
      const shown = (value: number) =>
        limited.sum === "pods"
          ? `${value} pods`
          : shownAmount(limited.sum.startsWith("cpu") ? "cpu" : "memory", value);
      const share =
        largest && `, ${largest.label} alone ${shown(amountIn(limited.sum, largest, stack, quota) ?? 0)}`;
      const { verb } = limited;
      yield hard.violation(
        `the pods of namespace "${namespace}" ${verb} ${shown(sum)}${share}, and the quota is ${shown(limit)}`,
      );
    } else if (unknown) {
      throw unknown;
    }
  },
});

/** A quota of some pods only. */
function isScoped(quota: PolicyResource): boolean {
  return quota.at("spec.scopes").items().length > 0 || quota.at("spec.scopeSelector").exists();
}

function sumOf(what: keyof Amounts | "pods", quota: PolicyResource, stack: PolicyContext, namespace: string) {
  const all = podsByNamespace(stack);
  const { pods = [], unknown = [] } = all.get(placeKey(stack, quota, namespace)) ?? {};
  let hidden = unknown[0] ?? all.get(UNPLACED)?.unknown[0];
  let sum = 0;
  let most = 0;
  let largest: Pods | undefined;
  for (const each of pods) {
    const amount = amountIn(what, each, stack, quota);
    if (amount === undefined) {
      hidden ??= quota.at("spec.hard").unknown();
    }
    sum += amount ?? 0;
    if (amount !== undefined && amount > most) {
      [most, largest] = [amount, each];
    }
  }
  return { sum, largest, unknown: hidden };
}

/** What all pods of a workload amount to while it rolls out; undefined for one on every node of an unknown number. */
function amountIn(
  what: keyof Amounts | "pods",
  { count, surge, amounts }: Pods,
  stack: PolicyContext,
  quota: PolicyResource,
): number | undefined {
  const number = count === "node" ? nodeCount(stack, quota) : count + surge;
  return number === undefined ? undefined : number * (what === "pods" ? 1 : amounts[what]);
}

function nodeCount(stack: PolicyContext, object: PolicyResource): number | undefined {
  const nodes = nodesOf(stack, object);
  return nodes && !nodes.anySize && nodes.unknown.length === 0
    ? nodes.pools.reduce((sum, pool) => sum + pool.nodes, 0)
    : undefined;
}
