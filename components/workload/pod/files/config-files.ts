import { createHash } from "node:crypto";
import { credentialOf } from "#models/credentials/find";
import type { ArgumentChecks } from "../../../core/arguments.ts";

/** Files of plain configuration: absolute path in the container to content. */
export type ConfigFiles = Readonly<Record<string, string>>;

export function checkConfigFiles(checks: ArgumentChecks, files: ConfigFiles): void {
  const keys = new Set<string>();
  for (const [path, content] of Object.entries(files)) {
    checks.matches("files", path, /^(\/[\w.-]+)+$/, "absolute paths of plain file names");
    checks.that(!keys.has(keyOf(path)), "files", path, "paths that differ in more than / and .");
    const kind = credentialOf(keyOf(path), content);
    checks.that(
      kind === undefined,
      "files",
      path,
      `plain configuration (${kind ?? "a credential"} is mounted as a file: secrets)`,
    );
    keys.add(keyOf(path));
  }
  const bytes = Object.values(files).reduce((sum, content) => sum + Buffer.byteLength(content), 0);
  checks.that(bytes <= 1_000_000, "files", `${bytes} bytes`, "up to 1000000 bytes in all, as one ConfigMap");
}

/** The ConfigMap's data. */
export function configData(files: ConfigFiles): Record<string, string> {
  return Object.fromEntries(Object.entries(files).map(([path, content]) => [keyOf(path), content]));
}

/**
 * Name of the ConfigMap. It is derived from the content, so that a change rolls out like a new image: pods of the old
 * revision keep the old files, and a failed rollout leaves them unchanged.
 */
export function configName(workload: string, files: ConfigFiles): string {
  const digest = createHash("sha256")
    .update(JSON.stringify(Object.entries(files).sort()))
    .digest("hex");
  return `${workload}-config-${digest.slice(0, 8)}`;
}

/** Key of a file in its ConfigMap, which has no folders: `/etc/nginx/nginx.conf` is `etc.nginx.nginx.conf`. */
export function keyOf(path: string): string {
  return path.slice(1).replaceAll("/", ".");
}
