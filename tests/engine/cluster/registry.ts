import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isPlain, type Wire } from "../provider/wire.ts";
import { type Guarded, startGuardian } from "./guardian.ts";

/**
 * Environment variable with the path of a JSON file that maps a provider's `clusterIdentifier` to the
 * kubeconfig of the test cluster that plays it. Programs stay as they are: the kubeconfig that they give
 * names a cluster that does not exist.
 */
export const CLUSTERS_VARIABLE = "STRATA_TEST_CLUSTERS";

const kubeconfigs = new Map<string, string>();
let file: Guarded | undefined;

/** Makes a cluster known to the providers that are started from now on. */
export function register(clusterIdentifier: string, kubeconfig: string): void {
  kubeconfigs.set(clusterIdentifier, kubeconfig);
  file ??= startGuardian();
  write(file);
}

/** Takes a cluster out again; with the last one, the file goes. */
export async function unregister(clusterIdentifier: string): Promise<void> {
  kubeconfigs.delete(clusterIdentifier);
  if (file && kubeconfigs.size === 0) {
    const { release } = file;
    file = undefined;
    delete process.env[CLUSTERS_VARIABLE];
    await release();
  } else if (file) {
    write(file);
  }
}

/** The kubeconfig of a cluster, in the process of a provider. @throws Error when no test cluster plays it */
export function kubeconfigOf(clusterIdentifier: string): string {
  const path = process.env[CLUSTERS_VARIABLE];
  const known: Wire = path ? JSON.parse(readFileSync(path, "utf8")) : {};
  const kubeconfig = isPlain(known) ? known[clusterIdentifier] : undefined;
  if (typeof kubeconfig !== "string") {
    throw new Error(
      `no test cluster plays ${clusterIdentifier || "a provider without clusterIdentifier"} (${CLUSTERS_VARIABLE})`,
    );
  }
  return kubeconfig;
}

function write({ folder }: Guarded): void {
  const path = join(folder, "clusters.json");
  const unfinished = `${path}.unfinished`;
  writeFileSync(unfinished, JSON.stringify(Object.fromEntries(kubeconfigs)));
  renameSync(unfinished, path);
  process.env[CLUSTERS_VARIABLE] = path;
}
