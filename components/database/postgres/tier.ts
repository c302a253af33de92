/** What a Cloud SQL machine type offers. */
export interface PostgresTier {
  /** Machine type, such as `db-custom-2-7680`. */
  readonly name: string;
  readonly edition: "ENTERPRISE" | "ENTERPRISE_PLUS";
  /** Virtual CPUs; 0 for a shared core. */
  readonly vcpus: number;
  readonly memoryMiB: number;
  /** The C4A series has Hyperdisks only. */
  readonly diskType: "PD_SSD" | "HYPERDISK_BALANCED";
  /** Maximum retention of transaction logs for point-in-time recovery, in days. */
  readonly longestLogRetentionDays: number;
  /** Google's availability SLA, in percent; undefined if there is none. */
  readonly serviceLevel: number | undefined;
  /** Default connection limit of PostgreSQL. */
  readonly maxConnections: number;
}

export const TIER_RULE =
  "db-f1-micro, db-g1-small, db-custom-<vCPUs>-<MiB> (1 or an even number up to 96 vCPUs, 3840 MiB or more in " +
  "steps of 256, 0.9 to 6.5 GiB a vCPU), db-perf-optimized-N-<vCPUs> and db-c4a-highmem-<vCPUs>";

/** Connections that Google reserves for the superuser. Source: PostgreSQL, superuser_reserved_connections. */
export const RESERVED_CONNECTIONS = 3;

/** Memory in MiB of the machines that share a CPU. Source: Cloud SQL for PostgreSQL, machine series. */
const SHARED_CORE: Readonly<Record<string, number>> = { "db-f1-micro": 614, "db-g1-small": 1741 };

/** vCPUs of the Enterprise Plus series on Arm, with 8 GiB each. Source: Cloud SQL, machine series (2026-11). */
const C4A = [2, 4, 8, 16, 32, 48, 64, 72];

/** vCPUs of the Enterprise Plus series with 8 GiB each; the largest has 864 GiB in all. */
const PERFORMANCE_OPTIMIZED = [2, 4, 8, 16, 32, 48, 64, 80, 96, 128];

/**
 * Parses a machine type. It determines the edition, so the two cannot contradict each other: from PostgreSQL 16 on
 * Cloud SQL assumes Enterprise Plus, where custom machine types are refused.
 *
 * @returns undefined if there is no such machine
 */
export function parseTier(name: string): PostgresTier | undefined {
  const shared = SHARED_CORE[name];
  if (shared !== undefined) {
    return describe(name, "ENTERPRISE", 0, shared);
  }
  const custom = /^db-custom-(\d+)-(\d+)$/.exec(name);
  if (custom) {
    const [vcpus, memoryMiB] = [Number(custom[1]), Number(custom[2])];
    return isCustomMachine(vcpus, memoryMiB) ? describe(name, "ENTERPRISE", vcpus, memoryMiB) : undefined;
  }
  const arm = Number(/^db-c4a-highmem-(\d+)$/.exec(name)?.[1]);
  if (C4A.includes(arm)) {
    return { ...describe(name, "ENTERPRISE_PLUS", arm, arm * 8 * 1024), diskType: "HYPERDISK_BALANCED" };
  }
  const vcpus = Number(/^db-perf-optimized-N-(\d+)$/.exec(name)?.[1]);
  if (PERFORMANCE_OPTIMIZED.includes(vcpus)) {
    return describe(name, "ENTERPRISE_PLUS", vcpus, vcpus === 128 ? 864 * 1024 : vcpus * 8 * 1024);
  }
  return undefined;
}

function isCustomMachine(vcpus: number, memoryMiB: number): boolean {
  const share = memoryMiB / 1024 / vcpus;
  return (
    (vcpus === 1 || (vcpus % 2 === 0 && vcpus >= 2 && vcpus <= 96)) &&
    memoryMiB >= 3840 &&
    memoryMiB % 256 === 0 &&
    share >= 0.9 &&
    share <= 6.5
  );
}

function describe(
  name: string,
  edition: PostgresTier["edition"],
  vcpus: number,
  memoryMiB: number,
): PostgresTier {
  const plus = edition === "ENTERPRISE_PLUS";
  return {
    name,
    edition,
    vcpus,
    memoryMiB,
    diskType: "PD_SSD",
    longestLogRetentionDays: plus ? 35 : 7,
    serviceLevel: vcpus === 0 ? undefined : plus ? 99.99 : 99.95,
    maxConnections: defaultConnections(memoryMiB),
  };
}

/** Source: Cloud SQL for PostgreSQL, database flags, default of max_connections by memory in GB. */
const CONNECTIONS_BY_GB: readonly (readonly [number, number])[] = [
  [120, 1000],
  [60, 800],
  [30, 600],
  [15, 500],
  [7.5, 400],
  [6, 200],
  [3.75, 100],
  [1.7, 50],
];

function defaultConnections(memoryMiB: number): number {
  return CONNECTIONS_BY_GB.find(([gb]) => memoryMiB / 1024 >= gb)?.[1] ?? 25;
}
