import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { Facts } from "#graph/facts";
import { byteQuantity, cpuQuantity, quantityOf } from "#models/grammar/quantity";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { checkGpus, type Gpus } from "../../../core/kubernetes/placement.ts";

/** Resources of a pod. Quantities as in Kubernetes: `100m` of a core, `256Mi` of memory. */
export interface Resources {
  /** Reserved for the pod; the autoscaler's percentages refer to these. */
  readonly requests: {
    readonly cpu: string;
    readonly memory: string;
    /** Disk for logs and writable paths. Default "64Mi". */
    readonly ephemeralStorage?: string;
  };
  /** Limits: excess CPU is throttled; exceeding memory or disk terminates the pod. */
  readonly limits: {
    /** Default: none, so that a pod may use its node's spare capacity. */
    readonly cpu?: string;
    readonly memory: string;
    /** Default "512Mi". */
    readonly ephemeralStorage?: string;
  };
  /** GPUs, each exclusive to the pod. Default none. */
  readonly gpus?: Gpus;
}

/** @param argument key path in messages */
export function checkResources(
  checks: ArgumentChecks,
  { requests, limits, gpus }: Resources,
  argument = "resources",
): void {
  checkGpus(checks, gpus);
  checks.valid(`${argument}.requests.cpu`, requests.cpu, cpuQuantity);
  checks.valid(`${argument}.limits.cpu`, limits.cpu, cpuQuantity);
  checks.valid(`${argument}.requests.memory`, requests.memory, byteQuantity);
  checks.valid(`${argument}.limits.memory`, limits.memory, byteQuantity);
  checks.valid(`${argument}.requests.ephemeralStorage`, requests.ephemeralStorage, byteQuantity);
  checks.valid(`${argument}.limits.ephemeralStorage`, limits.ephemeralStorage, byteQuantity);

  const cpuFits = limits.cpu === undefined || amount(requests.cpu) <= amount(limits.cpu);
  checks.that(
    cpuFits,
    `${argument}.limits.cpu`,
    limits.cpu,
    `quantities from the request, ${requests.cpu}, up`,
  );
  const memoryFits = amount(requests.memory) <= amount(limits.memory);
  checks.that(
    memoryFits,
    `${argument}.limits.memory`,
    limits.memory,
    `quantities from the request, ${requests.memory}, up`,
  );
}

export function resourceRequirements(resources: Resources): inputs.core.v1.ResourceRequirements {
  const { requests, limits, gpus } = resources;
  return {
    requests: {
      cpu: requests.cpu,
      memory: requests.memory,
      "ephemeral-storage": requests.ephemeralStorage ?? "64Mi",
    },
    limits: {
      ...(limits.cpu === undefined ? {} : { cpu: limits.cpu }),
      memory: limits.memory,
      "ephemeral-storage": limits.ephemeralStorage ?? "512Mi",
      ...(gpus ? { "nvidia.com/gpu": String(gpus.count) } : {}),
    },
  };
}

/** Published facts of resources. */
export function resourceFacts(resources: Resources): Pick<Facts, "requests" | "limits" | "gpus"> {
  const { requests, limits, gpus } = resources;
  return {
    requests: { cpuMillis: millisOf(requests.cpu), memoryMiB: mebibytesOf(requests.memory) },
    limits: {
      ...(limits.cpu === undefined ? {} : { cpuMillis: millisOf(limits.cpu) }),
      memoryMiB: mebibytesOf(limits.memory),
    },
    ...(gpus ? { gpus: { type: gpus.type, count: gpus.count } } : {}),
  };
}

const amount = (quantity: string) => quantityOf(quantity) ?? 0;
const millisOf = (cpu: string) => Math.round(amount(cpu) * 1000);
const mebibytesOf = (memory: string) => Math.round(amount(memory) / 2 ** 20);
