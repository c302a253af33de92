import { delimiter } from "node:path";
import { build, outdated, standIn } from "./build/build.ts";
import { GROUPS, isGroup, TOOLS } from "./build/catalogue.ts";
import { type DefinitionSource, fetchDefinitions, missingDefinitions } from "./build/definitions.ts";
import { PROJECT } from "./build/folders.ts";
import { BuildError } from "./build/go.ts";
import { readPin } from "./build/pin.ts";
import { plainProgress, terminalProgress } from "./build/progress.ts";
import { installedPulumi } from "./build/pulumi.ts";

/*
 * npm run tools [-- <group> …]: builds the pinned tools that are missing into .tools/bin; with the group
 * "kubernetes", or all of them, come the definitions of custom resources that tests need. With
 * STRATA_PULUMI=path in the environment, a Pulumi CLI on PATH that is new enough is taken instead of built.
 */

const { stdout, stderr } = process;

/** @returns the exit code: 0 everything is there, 1 a build failed, or Go is missing or too old, 2 wrong use */
async function main(groups: readonly string[]): Promise<number> {
  const unknown = groups.find((group) => !isGroup(group));
  if (unknown !== undefined) {
    stderr.write(`no group of tools is called "${unknown}"; there are ${GROUPS.join(", ")}\n`);
    return 2;
  }
  const taken = process.env["STRATA_PULUMI"] === "path" ? takeInstalledPulumi() : [];
  const tools = TOOLS.filter(
    ({ name, group }) => (groups.length === 0 || groups.includes(group)) && !taken.includes(name),
  );
  const jobs = outdated(tools, PROJECT);
  const withKubernetes = groups.length === 0 || groups.includes("kubernetes");
  const definitions = withKubernetes ? missingDefinitions(PROJECT) : [];
  if (jobs.length === 0 && definitions.length === 0) {
    stdout.write(tools.map(({ name }) => `${name} is there\n`).join(""));
    return 0;
  }

  const stop = new AbortController();
  for (const signal of ["SIGINT", "SIGTERM"] as const) {
    process.once(signal, () => stop.abort());
  }
  try {
    // First, as they take seconds and their lines would get into the drawing of the builds.
    await fetch(definitions, stop.signal);
  } catch (error) {
    return failed(error, stop.signal);
  }
  const progress = stdout.isTTY
    ? terminalProgress(stdout)
    : plainProgress((line) => stdout.write(`${line}\n`));
  try {
    await build(jobs, PROJECT, progress, stop.signal);
    return 0;
  } catch (error) {
    progress.close();
    return failed(error, stop.signal);
  } finally {
    progress.close();
  }
}

/** Says why it ended. @returns the exit code */
function failed(error: unknown, signal: AbortSignal): number {
  if (signal.aborted) {
    stderr.write("Stopped; the next run goes on from here.\n");
    return 130;
  }
  if (error instanceof BuildError) {
    stderr.write(`${error.message}\n`);
    return 1;
  }
  throw error;
}

async function fetch(definitions: readonly DefinitionSource[], signal: AbortSignal): Promise<void> {
  await fetchDefinitions(definitions, PROJECT, signal);
  for (const { chart, version } of definitions) {
    stdout.write(`${chart.padEnd(24)}${version.padEnd(10)}definitions are there\n`);
  }
}

/** @returns names of the tools that need no build */
function takeInstalledPulumi(): readonly string[] {
  const tools = TOOLS.filter(({ group }) => group === "engine");
  const [cli] = tools;
  const elsewhere = (process.env["PATH"] ?? "").split(delimiter).filter((folder) => folder !== PROJECT.bin);
  const found = cli
    ? installedPulumi(readPin(cli, PROJECT).version, elsewhere.join(delimiter))
    : "no pulumi is pinned";
  if (typeof found === "string") {
    stdout.write(`STRATA_PULUMI=path: ${found}; the pinned one is built\n`);
    return [];
  }
  for (const tool of tools) {
    const file = found.files[tool.name];
    if (file) {
      standIn(tool, file, PROJECT);
    }
  }
  stdout.write(`STRATA_PULUMI=path: ${found.files["pulumi"]} ${found.version} is used\n`);
  return Object.keys(found.files);
}

process.exitCode = await main(process.argv.slice(2));
