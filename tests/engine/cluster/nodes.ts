import type { KubernetesObject } from "./api/object.ts";

/** A node pool, as far as the scheduler sees it. */
export interface Pool {
  readonly name: string;
  /** Such as `e2-medium`. */
  readonly machineType: string;
  /** Nodes over all zones; they are spread evenly. */
  readonly nodes: number;
  /** Size of the boot disk in GiB. Default 50. */
  readonly diskGiB?: number;
  /** Labels besides those that every node has. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Default none. */
  readonly taints?: readonly { readonly key: string; readonly value: string; readonly effect: string }[];
}

/** Label by which a node is given up: kwok leaves it alone, so its lease runs out as if its machine had died. */
export const LOST = "strata.test/lost";

/** Processors and memory of a machine. Source: Compute Engine, E2 machine types; e2-medium has 2 shared ones. */
const MACHINES: Readonly<Record<string, { readonly cores: number; readonly memoryGiB: number }>> = {
  "e2-medium": { cores: 1, memoryGiB: 4 },
  "e2-standard-2": { cores: 2, memoryGiB: 8 },
  "e2-standard-4": { cores: 4, memoryGiB: 16 },
  "e2-standard-8": { cores: 8, memoryGiB: 32 },
};

/** The nodes of pools over zones, as objects. @throws Error for a machine type whose size is not known here */
export function nodesOf(pools: readonly Pool[], zones: readonly string[]): KubernetesObject[] {
  return pools.flatMap((pool) =>
    Array.from({ length: pool.nodes }, (_, index) => nodeOf(pool, zones[index % zones.length] ?? "", index)),
  );
}

function nodeOf(pool: Pool, zone: string, index: number): KubernetesObject {
  const { name, machineType, diskGiB = 50, labels = {}, taints = [] } = pool;
  const machine = MACHINES[machineType];
  if (!machine) {
    throw new Error(`no size is known for the machine type ${machineType}; add it to cluster/nodes.ts`);
  }
  const node = `${name}-${index}`;
  const pods = "48";
  return {
    apiVersion: "v1",
    kind: "Node",
    metadata: {
      name: node,
      labels: {
        "kubernetes.io/hostname": node,
        "kubernetes.io/os": "linux",
        "kubernetes.io/arch": "amd64",
        "node.kubernetes.io/instance-type": machineType,
        "topology.kubernetes.io/zone": zone,
        "topology.kubernetes.io/region": zone.replace(/-[a-z]$/, ""),
        "cloud.google.com/gke-nodepool": name,
        "iam.gke.io/gke-metadata-server-enabled": "true",
        ...labels,
      },
    },
    spec: { taints: taints.map((taint) => ({ ...taint })) },
    status: {
      capacity: {
        cpu: String(machine.cores),
        memory: `${machine.memoryGiB}Gi`,
        "ephemeral-storage": `${diskGiB}Gi`,
        pods,
      },
      allocatable: {
        cpu: `${allocatableMillis(machine.cores)}m`,
        memory: `${allocatableMiB(machine.memoryGiB)}Mi`,
        "ephemeral-storage": `${allocatableDiskMiB(diskGiB)}Mi`,
        pods,
      },
    },
  };
}

/** Source: GKE, Plan GKE node sizes: what GKE keeps of the processors for itself. */
function allocatableMillis(cores: number): number {
  const reserved = 60 + 10 * Math.min(1, cores - 1) + 5 * Math.min(2, Math.max(0, cores - 2));
  return cores * 1000 - reserved - 2.5 * Math.max(0, cores - 4);
}

/** Source: GKE, Plan GKE node sizes: a share of the memory that falls with its size, and 100 MiB for evictions. */
function allocatableMiB(memoryGiB: number): number {
  const share = (from: number, to: number) => Math.max(0, Math.min(memoryGiB, to) - from);
  const reserved = 0.25 * share(0, 4) + 0.2 * share(4, 8) + 0.1 * share(8, 16) + 0.06 * share(16, 128);
  return Math.floor((memoryGiB - reserved) * 1024 - 100);
}

/** Source: GKE, Plan GKE node sizes: what GKE keeps of the boot disk, and a tenth for evictions. */
function allocatableDiskMiB(diskGiB: number): number {
  const reserved = Math.min(0.5 * diskGiB, 6 + 0.35 * diskGiB, 100);
  return Math.floor((diskGiB * 0.9 - reserved) * 1024);
}
