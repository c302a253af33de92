/** What a node offers to pods. */
export interface NodeCapacity {
  /** In cores. */
  readonly cpu: number;
  /** In bytes. */
  readonly memory: number;
}

const MIB = 2 ** 20;
const GIB = 2 ** 30;

/**
 * What a node of GKE offers to pods: its machine less what GKE reserves for itself, and less the memory below which the
 * kubelet evicts pods. Undefined for machine types whose size is not known here. Source: GKE, plan node sizes, memory
 * and CPU reservations, read 2026-11-28.
 */
export function allocatable(machineType: string): NodeCapacity | undefined {
  const machine = machineOf(machineType);
  if (!machine) {
    return undefined;
  }
  const { vcpus, memoryGiB, shared } = machine;
  const cpu = vcpus - (shared ? SHARED_CORE_RESERVATION : reserved(vcpus, CPU_RESERVATION));
  const memory = memoryGiB * GIB - reserved(memoryGiB, MEMORY_RESERVATION) * GIB - EVICTION_MIB * MIB;
  return { cpu: Math.round(cpu * 1000) / 1000, memory };
}

/** Cores reserved on E2 machines that share a core, which count as two. */
const SHARED_CORE_RESERVATION = 1.06;
const EVICTION_MIB = 100;

/** A share of each step, by its size. */
type Steps = readonly (readonly [size: number, share: number])[];

const CPU_RESERVATION: Steps = [
  [1, 0.06],
  [1, 0.01],
  [2, 0.005],
  [Number.POSITIVE_INFINITY, 0.0025],
];

const MEMORY_RESERVATION: Steps = [
  [4, 0.25],
  [4, 0.2],
  [8, 0.1],
  [112, 0.06],
  [Number.POSITIVE_INFINITY, 0.02],
];

function reserved(amount: number, steps: Steps): number {
  let left = amount;
  let sum = 0;
  for (const [size, share] of steps) {
    sum += Math.min(left, size) * share;
    left = Math.max(0, left - size);
  }
  return sum;
}

interface Machine {
  readonly vcpus: number;
  readonly memoryGiB: number;
  readonly shared?: boolean;
}

/** Machines that share a core. */
const SHARED: Readonly<Record<string, Machine>> = {
  "e2-micro": { vcpus: 2, memoryGiB: 1, shared: true },
  "e2-small": { vcpus: 2, memoryGiB: 2, shared: true },
  "e2-medium": { vcpus: 2, memoryGiB: 4, shared: true },
};

/** GiB for each processor, by shape; a series without an entry has those of "default". Source: Compute Engine, machine families, 2026-11. */
const GIB_PER_CPU: Readonly<Record<string, Readonly<Record<string, number>>>> = {
  default: { standard: 4, highmem: 8, highcpu: 2 },
  e2: { standard: 4, highmem: 8, highcpu: 1 },
  n1: { standard: 3.75, highmem: 6.5, highcpu: 0.9 },
  n2: { standard: 4, highmem: 8, highcpu: 1 },
  n2d: { standard: 4, highmem: 8, highcpu: 1 },
  c4: { standard: 3.75, highmem: 7.75, highcpu: 2 },
  c4d: { standard: 3.875, highmem: 7.875, highcpu: 1.875 },
};

/** Series whose sizes follow the table. */
const SERIES = /^(e2|n1|n2|n2d|n4|n4a|n4d|t2a|t2d|c2|c2d|c3|c3d|c4|c4a|c4d)$/;

function machineOf(machineType: string): Machine | undefined {
  const shared = SHARED[machineType];
  if (shared) {
    return shared;
  }
  const [, series = "", shape = "", vcpus] =
    /^([a-z]\w*)-(standard|highmem|highcpu)-(\d+)$/.exec(machineType) ?? [];
  const share = (GIB_PER_CPU[series] ?? GIB_PER_CPU["default"])?.[shape];
  if (SERIES.test(series) && share !== undefined) {
    return { vcpus: Number(vcpus), memoryGiB: Number(vcpus) * share };
  }
  const [, custom, mib] = /^[a-z]\w*-custom-(\d+)-(\d+)(?:-ext)?$/.exec(machineType) ?? [];
  return custom === undefined ? undefined : { vcpus: Number(custom), memoryGiB: Number(mib) / 1024 };
}
