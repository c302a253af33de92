import { PersistentVolumeClaim } from "@pulumi/kubernetes/core/v1/persistentVolumeClaim.js";
import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ComponentResource } from "@pulumi/pulumi";
import { dnsLabel } from "#models/grammar/names";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { type Labelled, labelsOf } from "../../../core/kubernetes/labels.ts";

/** A disk that outlives the pods. */
export interface PersistentVolume {
  /** Absolute path in every container of the pod. */
  readonly path: string;
  /** Size in GiB. It may grow; Kubernetes refuses to shrink it. */
  readonly sizeGiB: number;
  /** How many pods at a time. Default "one": a disk of one zone, which only one node can use. */
  readonly sharedBy?: "one" | "many";
  /** Name of a storage class. Default: the cluster's own. For `sharedBy: "many"` it needs one of a file store. */
  readonly storageClass?: string;
}

/** Volumes by name. */
export type PersistentVolumes = Readonly<Record<string, PersistentVolume>>;

/** Arguments of workloads that may keep files. */
export interface VolumeArgs {
  /**
   * Disks by name, such as `uploads`. They are protected, and remain in the cluster when the workload goes. A disk of
   * one pod needs `scaling: { replicas: 1 }`, and a rollout stops the old pod before it starts the new one. Default none.
   */
  readonly volumes?: PersistentVolumes;
}

const MODES = { one: "ReadWriteOnce", many: "ReadWriteMany" } as const;

export function claimName(workload: string, volume: string): string {
  return `${workload}-${volume}`;
}

/** Whether only one pod can have the volumes. */
export function needsOnePod(volumes: PersistentVolumes): boolean {
  return Object.values(volumes).some(({ sharedBy = "one" }) => sharedBy === "one");
}

/** Declares a claim for each volume, by volume. */
export function createClaims(
  parent: ComponentResource,
  owner: Labelled & { readonly id: string; readonly namespace: string; readonly volumes: PersistentVolumes },
): Record<string, PersistentVolumeClaim> {
  const { id, name, namespace, volumes } = owner;
  const claims = Object.entries(volumes).map(([key, { sizeGiB, sharedBy = "one", storageClass }]) => [
    key,
    new PersistentVolumeClaim(
      `${id}-${key}`,
      {
        metadata: {
          name: claimName(name, key),
          namespace,
          labels: labelsOf(owner),
          // Most classes create the disk for the first pod, in its zone: nothing to wait for before.
          annotations: { "pulumi.com/skipAwait": "true" },
        },
        spec: {
          accessModes: [MODES[sharedBy]],
          resources: { requests: { storage: `${sizeGiB}Gi` } },
          ...(storageClass === undefined ? {} : { storageClassName: storageClass }),
        },
      },
      { parent, protect: true, retainOnDelete: true },
    ),
  ]);
  return Object.fromEntries(claims);
}

export function claimVolumes(workload: string, volumes: PersistentVolumes): inputs.core.v1.Volume[] {
  return Object.keys(volumes).map((key) => ({
    name: `volume-${key}`,
    persistentVolumeClaim: { claimName: claimName(workload, key) },
  }));
}

export function claimMounts(volumes: PersistentVolumes): inputs.core.v1.VolumeMount[] {
  return Object.entries(volumes).map(([key, { path }]) => ({ name: `volume-${key}`, mountPath: path }));
}

export function checkVolumes(
  checks: ArgumentChecks,
  volumes: PersistentVolumes,
  writablePaths: readonly string[],
): void {
  for (const [key, { path, sizeGiB, sharedBy, storageClass }] of Object.entries(volumes)) {
    const at = `volumes.${key}`;
    checks.valid(at, key, dnsLabel);
    checks.matches(`${at}.path`, path, /^(\/[\w.-]+)+$/, "absolute paths other than /");
    // Source: Google Compute Engine, sizes of balanced persistent disks.
    checks.that(sizeGiB !== undefined, `${at}.sizeGiB`, sizeGiB, "sizes in GiB");
    checks.whole(`${at}.sizeGiB`, sizeGiB, 1, 65_536, "GiB; the largest disk");
    checks.oneOf(`${at}.sharedBy`, sharedBy, ["one", "many"]);
    checks.valid(`${at}.storageClass`, storageClass, dnsLabel);
    checks.that(
      sharedBy !== "many" || storageClass !== undefined,
      `${at}.storageClass`,
      storageClass,
      'classes of a file store, such as "standard-rwx": the usual ones make disks that one node uses',
    );
  }
  const paths = Object.values(volumes).map(({ path }) => path);
  checks.distinct("volumes", [...paths, ...writablePaths], "paths that nothing else is mounted at");
}

/** Fails if a disk of one pod would be asked for by several. @param fixed the fixed number of pods, if there is one */
export function checkOnePod(
  checks: ArgumentChecks,
  volumes: PersistentVolumes,
  fixed: number | undefined,
): void {
  checks.that(
    !needsOnePod(volumes) || fixed === 1,
    "scaling",
    fixed === undefined ? "autoscaled" : fixed,
    '{ replicas: 1 } with a volume that one pod uses (sharedBy: "many" takes more)',
  );
}
