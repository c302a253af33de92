/** Machine types of one series. */
interface Series {
  /** Types with fixed names. */
  readonly named?: readonly string[];
  readonly shapes: readonly string[];
  /** Processor counts of the series' types; which shape has which is left to the cloud. */
  readonly vcpus: readonly number[];
  /** Whether custom processor counts and memory are allowed. */
  readonly custom?: boolean;
}

const ALL = ["standard", "highmem", "highcpu"];

/**
 * The general-purpose and compute-optimized series, as of March 2026 (sources: Compute Engine, machine families;
 * Cyclenerd/google-cloud-compute-machine-types). For others only the form is checked, so that newer series, and those
 * for memory, storage or accelerators, can be used.
 */
const SERIES: Readonly<Record<string, Series>> = {
  e2: {
    named: ["e2-micro", "e2-small", "e2-medium"],
    shapes: ALL,
    vcpus: [2, 4, 8, 16, 32],
    custom: true,
  },
  n1: { shapes: ALL, vcpus: [1, 2, 4, 8, 16, 32, 64, 96], custom: true },
  n2: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128], custom: true },
  n2d: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 48, 64, 80, 96, 128, 224], custom: true },
  n4: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 48, 64, 80], custom: true },
  n4a: { shapes: ALL, vcpus: [1, 2, 4, 8, 16, 32, 48, 64], custom: true },
  n4d: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 48, 64, 80, 96], custom: true },
  t2a: { shapes: ["standard"], vcpus: [1, 2, 4, 8, 16, 32, 48] },
  t2d: { shapes: ["standard"], vcpus: [1, 2, 4, 8, 16, 32, 48, 60] },
  c2: { shapes: ["standard"], vcpus: [4, 8, 16, 30, 60] },
  c2d: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 56, 112] },
  c3: { shapes: ALL, vcpus: [4, 8, 22, 44, 88, 176, 192] },
  c3d: { shapes: ALL, vcpus: [4, 8, 16, 30, 60, 90, 180, 360] },
  c4: { shapes: ALL, vcpus: [2, 4, 8, 16, 24, 32, 48, 96, 144, 192, 288] },
  c4a: { shapes: ALL, vcpus: [1, 2, 4, 8, 16, 32, 48, 64, 72] },
  c4d: { shapes: ALL, vcpus: [2, 4, 8, 16, 32, 48, 64, 96, 192, 384] },
};

/** Series without Persistent Disk: their boot disks are Hyperdisk. Source: Compute Engine, machine series comparison. */
const HYPERDISK_ONLY = ["n4", "n4a", "n4d", "c4", "c4a", "c4d"];

/** Series without Hyperdisk Balanced. Source: Compute Engine, About Hyperdisk, machine series support. */
const PERSISTENT_DISK_ONLY = ["e2", "n1", "n2", "n2d", "t2a", "t2d", "c2", "c2d"];

/** Types of boot disks. */
export const BOOT_DISKS = ["pd-standard", "pd-balanced", "pd-ssd", "hyperdisk-balanced"] as const;
export type BootDisk = (typeof BOOT_DISKS)[number];

/** The balanced boot disk of a machine type: a Persistent Disk unless its series takes none. */
export function defaultBootDisk(machineType: string): BootDisk {
  return HYPERDISK_ONLY.includes(seriesOf(machineType)) ? "hyperdisk-balanced" : "pd-balanced";
}

/** The boot disks that a machine type takes; all of them for a series that is not listed. */
export function bootDisksOf(machineType: string): readonly BootDisk[] {
  const series = seriesOf(machineType);
  return BOOT_DISKS.filter((disk) =>
    disk === "hyperdisk-balanced" ? !PERSISTENT_DISK_ONLY.includes(series) : !HYPERDISK_ONLY.includes(series),
  );
}

function seriesOf(machineType: string): string {
  return machineType.split("-")[0] ?? "";
}

/** A predefined type of any series, such as `g2-standard-4`, `a3-highgpu-8g` or `c4-standard-8-lssd`. */
const PREDEFINED = /^([a-z][a-z0-9]*)-([a-z]+)-(\d+)[a-z]?(-[a-z]+)*$/;
const CUSTOM = /^[a-z][a-z0-9]*-custom-([a-z]+|\d+)-\d+(-ext)?$/;

/** The error in a machine type, with the allowed values; undefined if it is valid. */
export function allowedInsteadOf(machineType: string): string | undefined {
  const name = seriesOf(machineType);
  const series = Object.hasOwn(SERIES, name) ? SERIES[name] : undefined;
  const [, , shape = "", vcpus] = PREDEFINED.exec(machineType) ?? [];
  if (!series) {
    return shape === ""
      ? `machine types, such as e2-medium; series: ${Object.keys(SERIES).join(", ")}`
      : undefined;
  }
  const fits =
    series.named?.includes(machineType) ||
    (series.custom && CUSTOM.test(machineType)) ||
    (series.shapes.includes(shape) && series.vcpus.includes(Number(vcpus)));
  return fits ? undefined : typesOf(name, series);
}

function typesOf(name: string, { named = [], shapes, vcpus, custom }: Series): string {
  const forms = [
    ...named,
    ...shapes.map((shape) => `${name}-${shape}-<vCPUs>`),
    ...(custom ? [`${name}-custom-<vCPUs>-<MiB>`] : []),
  ];
  return `${forms.join(", ")}, of ${vcpus.join(", ")} vCPUs`;
}
