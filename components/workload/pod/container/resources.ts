import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { Facts } from "#graph/facts";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { checkGpus, type Gpus } from "../../../core/kubernetes/placement.ts";
import { bytesOf, coresOf } from "./quantity.ts";

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

const CPU = 'a CPU quantity such as "100m" or "1.5"';
const BYTES = 'a quantity of bytes such as "256Mi"';

export function checkResources(checks: ArgumentChecks, { requests, limits, gpus }: Resources): void {
  checkGpus(checks, gpus);
  const cores = (argument: string, found: string | undefined) =>
    checks.that(found === undefined || coresOf(found) !== undefined, argument, found, CPU);
  const bytes = (argument: string, found: string | undefined) =>
    checks.that(found === undefined || bytesOf(found) !== undefined, argument, found, BYTES);
  cores("resources.requests.cpu", requests.cpu);
  cores("resources.limits.cpu", limits.cpu);
  bytes("resources.requests.memory", requests.memory);
  bytes("resources.limits.memory", limits.memory);
  bytes("resources.requests.ephemeralStorage", requests.ephemeralStorage);
  bytes("resources.limits.ephemeralStorage", limits.ephemeralStorage);

  const cpuFits = limits.cpu === undefined || (coresOf(requests.cpu) ?? 0) <= (coresOf(limits.cpu) ?? 0);
  checks.that(
    cpuFits,
    "resources.limits.cpu",
    limits.cpu,
    `quantities from the request, ${requests.cpu}, up`,
  );
  const memoryFits = (bytesOf(requests.memory) ?? 0) <= (bytesOf(limits.memory) ?? 0);
  checks.that(
    memoryFits,
    "resources.limits.memory",
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

const millisOf = (cpu: string) => Math.round((coresOf(cpu) ?? 0) * 1000);
const mebibytesOf = (memory: string) => (bytesOf(memory) ?? 0) / 2 ** 20;
