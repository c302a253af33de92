import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { parse } from "yaml";
import { definitionsOf, type Place } from "./folders.ts";
import { assertGo, BuildError } from "./go.ts";

const run = promisify(execFile);

/** Definitions of custom resources that lie in a pinned Go module of the project that serves them. */
export interface DefinitionSource {
  /** Who installs them in a cluster: the last part of the chart's name. */
  readonly chart: string;
  readonly module: string;
  readonly version: string;
  /** Digest of the module's files, as Go's checksum database knows it. */
  readonly sum: string;
  /** Folder inside the module. */
  readonly folder: string;
  /** Files of the kinds that programs here use; parsing all of them would take longer than the tests. */
  readonly files: readonly string[];
}

export const DEFINITION_SOURCES: readonly DefinitionSource[] = [
  {
    chart: "cert-manager",
    module: "github.com/cert-manager/cert-manager",
    version: "v1.21.2",
    sum: "h1:UWgoYM+KLNtRlqmoWOKjKBOBUPVHeepQ6/ac3ERJW68=",
    folder: "deploy/crds",
    files: ["cert-manager.io_certificates.yaml", "cert-manager.io_clusterissuers.yaml"],
  },
  {
    // The newest release whose root module the proxy serves; it serves external-secrets.io/v1 as later ones do.
    chart: "external-secrets",
    module: "github.com/external-secrets/external-secrets",
    version: "v1.3.2",
    sum: "h1:u2J8RjlHIeF0oZCqtl92adI/uZWUwOesJIDkfql6LqQ=",
    folder: "config/crds/bases",
    files: ["external-secrets.io_clustersecretstores.yaml", "external-secrets.io_externalsecrets.yaml"],
  },
  {
    chart: "kube-prometheus-stack",
    module: "github.com/prometheus-operator/prometheus-operator",
    version: "v0.93.0",
    sum: "h1:AohlYJT+En8TmNpAcEUJ3GsaJTAqfEBwHmGTVpRm/Io=",
    folder: "example/prometheus-operator-crd",
    files: [
      "monitoring.coreos.com_podmonitors.yaml",
      "monitoring.coreos.com_prometheusrules.yaml",
      "monitoring.coreos.com_servicemonitors.yaml",
    ],
  },
];

/** The sources whose definitions are not there yet, or come from another version. */
export function missingDefinitions(place: Place): DefinitionSource[] {
  return DEFINITION_SOURCES.filter((source) => {
    const stamp = join(place.stamps, `definitions-${source.chart}`);
    const there = existsSync(definitionsOf(source.chart, place)) && existsSync(stamp);
    return !there || readFileSync(stamp, "utf8") !== stampOf(source);
  });
}

/**
 * Reads definitions out of their modules and keeps them as JSON, one file a chart.
 *
 * @throws BuildError when a module cannot be fetched, or is not the pinned one
 */
export async function fetchDefinitions(
  sources: readonly DefinitionSource[],
  place: Place,
  signal: AbortSignal,
): Promise<void> {
  if (sources.length > 0) {
    await assertGo("1.26");
  }
  for (const source of sources) {
    const folder = join(await download(source, signal), source.folder);
    const definitions = source.files.map((file) => parse(readFileSync(join(folder, file), "utf8")));
    const file = definitionsOf(source.chart, place);
    const stamp = join(place.stamps, `definitions-${source.chart}`);
    mkdirSync(join(file, ".."), { recursive: true });
    mkdirSync(place.stamps, { recursive: true });
    rmSync(stamp, { force: true });
    const unfinished = `${file}.${process.pid}.unfinished`;
    writeFileSync(unfinished, JSON.stringify(definitions));
    renameSync(unfinished, file);
    writeFileSync(stamp, stampOf(source));
  }
}

/** Folder of a source's module in Go's cache. @throws BuildError when it is not the pinned one */
export async function download(
  { chart, module, version, sum }: DefinitionSource,
  signal: AbortSignal,
): Promise<string> {
  // Outside any module, so that only this one is asked for and not all that it requires.
  const { stdout } = await run("go", ["mod", "download", "-json", `${module}@${version}`], {
    cwd: "/",
    env: { ...process.env, GOWORK: "off", GOFLAGS: "" },
    signal,
  }).catch((error: Error & { stdout?: string }) => {
    if (signal.aborted) {
      throw error;
    }
    throw new BuildError(`${module}@${version} could not be fetched: ${error.stdout || error.message}`);
  });
  const found: { Dir?: string; Sum?: string } = JSON.parse(stdout);
  if (!found.Dir || found.Sum !== sum) {
    throw new BuildError(
      `the definitions of ${chart}: ${module}@${version} has the digest ${found.Sum}, pinned is ${sum}`,
    );
  }
  return found.Dir;
}

function stampOf(source: DefinitionSource): string {
  return createHash("sha256").update(JSON.stringify(source)).digest("hex");
}
