import type * as inputs from "@pulumi/kubernetes/types/input.js";
import type { ArgumentChecks } from "../../../core/arguments.ts";
import { isGroup, type LinkTarget } from "../../../core/endpoint-group.ts";
import { type ConfigFiles, configName, keyOf } from "./config-files.ts";
import type { MountedCredential } from "./credentials.ts";
import { mapName, mapPath } from "./group-map.ts";
import { claimMounts, claimVolumes, type PersistentVolumes } from "./persistent-volumes.ts";

/** Volumes of a pod, all read-only except for the writable paths. */
export interface Mounts {
  readonly files: ConfigFiles;
  readonly credentials: readonly MountedCredential[];
  readonly links: readonly LinkTarget[];
  /** Paths of empty directories with the pod's lifetime. */
  readonly writablePaths: readonly string[];
  /** Disks that outlive the pods. */
  readonly volumes: PersistentVolumes;
}

/** Readable for owner and group only; Kubernetes expects the mode as a decimal number. */
const READ_ONLY = 0o440;

export function checkWritablePaths(checks: ArgumentChecks, paths: readonly string[]): void {
  for (const path of paths) {
    checks.matches("writablePaths", path, /^(\/[\w.-]+)+$/, "absolute paths other than /");
  }
  checks.distinct("writablePaths", paths, "paths that are all different");
}

export function volumesOf(workload: string, mounts: Mounts): inputs.core.v1.Volume[] {
  const { files, credentials, links, writablePaths, volumes } = mounts;
  const config = { name: "config", configMap: { name: configName(workload, files), defaultMode: READ_ONLY } };
  return [
    ...(Object.keys(files).length > 0 ? [config] : []),
    ...credentials.map(({ name, secretName }) => ({
      name: `credential-${name}`,
      secret: { secretName, defaultMode: READ_ONLY },
    })),
    ...links.filter(isGroup).map(({ name }) => ({
      name: `map-${name}`,
      configMap: { name: mapName(workload, name), defaultMode: READ_ONLY },
    })),
    // The pod's limit of ephemeral storage, which also covers logs, bounds their size.
    ...writablePaths.map((_, index) => ({ name: `writable-${index}`, emptyDir: {} })),
    ...claimVolumes(workload, volumes),
  ];
}

export function volumeMounts({
  files,
  credentials,
  links,
  writablePaths,
  volumes,
}: Mounts): inputs.core.v1.VolumeMount[] {
  return [
    ...Object.keys(files).map((path) => ({
      name: "config",
      mountPath: path,
      subPath: keyOf(path),
      readOnly: true,
    })),
    // The folder, not each file: a file mounted individually would never see a rotated value.
    ...credentials.map(({ name, path }) => ({ name: `credential-${name}`, mountPath: path, readOnly: true })),
    ...links
      .filter(isGroup)
      .map(({ name }) => ({ name: `map-${name}`, mountPath: mapPath(name), readOnly: true })),
    ...writablePaths.map((path, index) => ({ name: `writable-${index}`, mountPath: path })),
    ...claimMounts(volumes),
  ];
}
