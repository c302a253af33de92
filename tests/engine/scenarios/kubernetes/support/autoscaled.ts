import { NAME_LABEL } from "#components/core/kubernetes/labels";
import { readAutoscaler } from "#models/autoscaling/read";
import { simulate } from "#models/autoscaling/simulate";
import { conditionOf, type KubernetesObject, numberAt, textAt } from "../../../cluster/api/object.ts";
import type { Load } from "../../../cluster/metrics/load.ts";
import type { PlayedMetrics } from "../../../cluster/metrics/metrics.ts";
import { serves, until } from "../../../cluster/observe.ts";
import type { TestCluster } from "../../../cluster/test-cluster.ts";
import { type Values, valuesOf } from "./values.ts";
import { DEPLOYMENT, POD } from "./workloads.ts";

export const AUTOSCALER = { apiVersion: "autoscaling/v2", kind: "HorizontalPodAutoscaler" } as const;

/** A cluster that serves the usage of pods. */
export type Metered = TestCluster & { readonly metrics: PlayedMetrics };

/** @throws Error unless the cluster was started with a metrics API */
export function metered(cluster: TestCluster): Metered {
  if (!hasMetrics(cluster)) {
    throw new Error("the cluster has no metrics API");
  }
  return cluster;
}

function hasMetrics(cluster: TestCluster): cluster is Metered {
  return cluster.metrics !== undefined;
}

/** A load, and the number of pods that the autoscaler ends with under it. */
export interface Phase {
  readonly load: Load;
  readonly pods: number;
}

const PATIENCE_SECONDS = 120;
/** Longer than an autoscaler of these specs takes from one number of pods to any other. */
const PHASE_SECONDS = 90;
const MEBIBYTE = 2 ** 20;

/** A Deployment whose pods an autoscaler of the same name adds and takes away. */
export class Autoscaled {
  readonly #cluster: Metered;
  readonly #namespace: string;
  readonly #name: string;
  /** Pods that the Deployment was asked for. */
  readonly replicas: Values<number>;

  /** It is watched from now on. */
  constructor(cluster: Metered, namespace: string, name: string) {
    this.#cluster = cluster;
    this.#namespace = namespace;
    this.#name = name;
    this.replicas = valuesOf(cluster.api, { ...DEPLOYMENT, namespace, name }, (deployment) =>
      numberAt(deployment, "spec", "replicas"),
    );
  }

  /** Numbers of pods so far, each different from the one before. */
  get path(): number[] {
    return this.replicas.seen.map(({ value }) => value);
  }

  /** Puts a load on the pods and waits until there are as many as are expected. @returns the pods, all serving */
  async carry({ load, pods }: Phase): Promise<readonly KubernetesObject[]> {
    const { api, metrics } = this.#cluster;
    const namespace = this.#namespace;
    metrics.carry(this.#name, load);
    const itself = { namespace, fieldSelector: `metadata.name=${this.#name}` };
    try {
      await until(api, DEPLOYMENT, itself, PATIENCE_SECONDS, (all) =>
        all.some((each) => hasPods(each, pods)),
      );
    } catch (cause) {
      const path = this.path.join(" → ");
      throw new Error(`${this.#name} was to reach ${pods} pods and went ${path}`, { cause });
    }
    const found = await api.list(POD, { namespace, labelSelector: `${NAME_LABEL}=${this.#name}` });
    return found.filter(serves);
  }

  /** Waits until the autoscaler's status is as it should be. */
  async says(test: (autoscaler: KubernetesObject) => boolean): Promise<KubernetesObject> {
    const options = { namespace: this.#namespace, fieldSelector: `metadata.name=${this.#name}` };
    const [autoscaler = {}] = await until(this.#cluster.api, AUTOSCALER, options, PATIENCE_SECONDS, (all) =>
      all.some(test),
    );
    return autoscaler;
  }
}

/** Whether a Deployment was asked for that many pods and has them, all of them ready. */
function hasPods(deployment: KubernetesObject, pods: number): boolean {
  const counts = [
    ["spec", "replicas"],
    ["status", "replicas"],
    ["status", "readyReplicas"],
  ] as const;
  return counts.every((path) => numberAt(deployment, ...path) === pods);
}

/** Share of what is requested that the autoscaler has seen last, in percent, by its first metric. */
export function utilizationOf(autoscaler: KubernetesObject): number {
  return numberAt(autoscaler, "status", "currentMetrics", 0, "resource", "current", "averageUtilization");
}

/** The reason of a condition of its status, such as `AbleToScale`. */
export function reasonOf(autoscaler: KubernetesObject, type: string): string {
  return textAt(conditionOf(autoscaler, type), "reason");
}

/**
 * The numbers of pods that the project's own simulator goes through for the same autoscaler under the same loads, each
 * different from the one before.
 *
 * @param requests what a pod requests, as a load
 */
export function simulatedPath(
  spec: unknown,
  requests: Required<Load>,
  replicas: number,
  loads: readonly Load[],
): number[] {
  const steps = simulate({
    autoscaler: readAutoscaler(spec),
    replicas,
    requests: totalsOf(requests),
    demand: (second) => totalsOf(loads[Math.floor(second / PHASE_SECONDS)] ?? {}),
    seconds: loads.length * PHASE_SECONDS - 1,
    syncSeconds: 1,
    metricDelaySeconds: 0,
    startSeconds: 3,
  });
  const counts = [replicas, ...steps.map((step) => step.replicas)];
  return counts.filter((count, index) => count !== counts[index - 1]);
}

function totalsOf({ cpuMillis = 0, memoryMiB = 0 }: Load): { cpu: number; memory: number } {
  return { cpu: cpuMillis / 1000, memory: memoryMiB * MEBIBYTE };
}
