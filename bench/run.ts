import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { cpus, totalmem } from "node:os";
import { join } from "node:path";
import { Command, InvalidArgumentError } from "commander";
import { compareWithEngine, type EngineResults } from "./engine/compare.ts";
import { type Measurement, measure, median, ROOT } from "./measure.ts";
import type { Results, Row } from "./results.ts";
import { table, withTable } from "./table.ts";

const STACK = "howlerops-prod";
const SIZES = [60, 300, 3000, 10_000];
const QUICK_SIZES = [60, 300, 1000];

const options = new Command("bench")
  .description(
    "Measures whole processes: a plan, synthetic programs beside cdk8s and Pulumi's mocks, and the real engine.",
  )
  .option("--runs <n>", "how often each is run; the median counts", wholeNumber, 5)
  .option("--quick", "few small runs, and nothing is written")
  .option("--engine", "only the comparison with the real engine; the other results stay as they are")
  .parse()
  .opts<{ runs: number; quick?: true; engine?: true }>();

const runs = options.quick ? Math.min(options.runs, 3) : options.runs;
const file = join(ROOT, "bench/results.json");
const results: Results = {
  ...(options.engine ? (JSON.parse(readFileSync(file, "utf8")) as Results) : await programs()),
  engine: await engine(),
};
process.stdout.write(`${table(results)}\n`);
if (!options.quick) {
  writeFileSync(file, `${JSON.stringify(results, undefined, 2)}\n`);
  const page = join(ROOT, "docs/performance.md");
  writeFileSync(page, withTable(readFileSync(page, "utf8"), results));
}

/** A plan, and synthetic programs. */
async function programs(): Promise<Omit<Results, "engine">> {
  const rows: Row[] = [];
  for (const objects of options.quick ? QUICK_SIZES : SIZES) {
    rows.push(...(await compare(objects)));
  }
  return {
    date: new Date().toISOString().slice(0, 10),
    machine: {
      processor: cpus()[0]?.model ?? "unknown",
      cores: cpus().length,
      memoryGiB: Math.round(totalmem() / 2 ** 30),
    },
    versions: versions(),
    plan: await plan(),
    rows,
  };
}

async function engine(): Promise<EngineResults | undefined> {
  const compared = await compareWithEngine(STACK, { runs, progress });
  if (typeof compared !== "string") {
    return compared;
  }
  process.stderr.write(`skipped: pulumi preview, ${compared}\n`);
  return undefined;
}

/** Runs the tools in alternation, so that a busy moment of the machine meets both; mocks once, being slow. */
async function compare(objects: number): Promise<Row[]> {
  const measured = { strata: [] as Measurement[], cdk8s: [] as Measurement[] };
  const run = async (tool: Row["tool"]) => {
    progress(`${objects} objects, ${tool}`);
    const measurement = await measure(`bench/subjects/${tool}.ts`, [String(objects)], { folder: true });
    if (measurement.objects !== objects) {
      throw new Error(`${tool} made ${measurement.objects} of ${objects} objects`);
    }
    return measurement;
  };
  for (let index = -1; index < runs; index++) {
    for (const tool of ["strata", "cdk8s"] as const) {
      const measurement = await run(tool);
      // The first run of each fills the caches of the file system and of compiled code.
      if (index >= 0) {
        measured[tool].push(measurement);
      }
    }
  }
  return [
    { tool: "strata", ...median(measured.strata), objects, runs },
    { tool: "cdk8s", ...median(measured.cdk8s), objects, runs },
    { tool: "mocks", ...(await run("mocks")), objects, runs: 1 },
  ];
}

async function plan(): Promise<Results["plan"]> {
  const script = "bin/strata.mjs";
  if (!existsSync(join(ROOT, script))) {
    process.stderr.write(`skipped: strata plan ${STACK}, there is no ${script}\n`);
    return undefined;
  }
  const measured: Measurement[] = [];
  for (let index = -1; index < runs; index++) {
    progress(`strata plan ${STACK}`);
    const measurement = await measure(script, ["plan", STACK], { folder: false });
    if (index >= 0) {
      measured.push(measurement);
    }
  }
  return { ...median(measured), stack: STACK, runs };
}

function versions(): Record<string, string> {
  const packages = ["@pulumi/pulumi", "@pulumi/kubernetes", "cdk8s"];
  const versionOf = (name: string) => {
    const text = readFileSync(join(ROOT, "node_modules", name, "package.json"), "utf8");
    return (JSON.parse(text) as { readonly version: string }).version;
  };
  return {
    node: process.versions.node,
    ...Object.fromEntries(packages.map((name) => [name, versionOf(name)])),
  };
}

function progress(what: string): void {
  if (process.stderr.isTTY) {
    process.stderr.write(`\r\u001b[K${what}`);
  }
}

function wholeNumber(value: string): number {
  if (!/^[1-9]\d*$/.test(value)) {
    throw new InvalidArgumentError("expected a whole number from 1");
  }
  return Number(value);
}
