import { quantityOf } from "#models/grammar/quantity";
import type { Quota } from "./namespace.ts";

/** Pods that are alike. */
export interface SizedPods {
  /** Pods at most, with those that a rollout adds. */
  readonly pods: number;
  /** Of one pod, as Kubernetes quantities. */
  readonly resources: {
    readonly requests: { readonly cpu: string; readonly memory: string };
    readonly limits: { readonly memory: string };
  };
}

const GIB = 2 ** 30;

/** A quota that leaves room for these pods, with a quarter to spare, in tenths of a core and whole GiB. */
export function quotaFor(all: readonly SizedPods[]): Required<Omit<Quota, "loadBalancers">> {
  const sum = (of: (pods: SizedPods) => string) =>
    all.reduce((total, each) => total + each.pods * (quantityOf(of(each)) ?? 0), 0) * 1.25;
  const memoryRequestsGiB = Math.ceil(sum(({ resources }) => resources.requests.memory) / GIB);
  return {
    pods: Math.ceil(all.reduce((total, { pods }) => total + pods, 0) * 1.25),
    cpuRequests: Math.ceil(sum(({ resources }) => resources.requests.cpu) * 10) / 10,
    memoryRequestsGiB,
    memoryLimitsGiB: Math.max(
      memoryRequestsGiB,
      Math.ceil(sum(({ resources }) => resources.limits.memory) / GIB),
    ),
  };
}
