import { globSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { baselineOf } from "./mutants/baseline.ts";
import { type Mutant, mutantsOf, shuffled } from "./mutants/mutant.ts";
import { changesOf } from "./mutants/mutators.ts";
import { lineOf, reportOf } from "./mutants/report.ts";
import { type Outcome, Trial } from "./mutants/trial.ts";
import { Worker } from "./mutants/worker/client.ts";

const ROOT = join(import.meta.dirname, "..");
/** What is changed. */
const SOURCES = "{policies,components,models}/**/*.ts";
/** What has to notice; the specs of `npm test`. */
const SPECS =
  "tests/{bench,blueprints,cli,components,docs,graph,infra,models,policies,secrets,stacks,testing,tools}/**/*.spec.ts";

const { values } = parseArgs({
  options: {
    all: { type: "boolean", default: false },
    files: { type: "string", default: SOURCES },
    fresh: { type: "boolean", default: false },
    minutes: { type: "string", default: "20" },
    only: { type: "string" },
    seconds: { type: "string", default: "10" },
    seed: { type: "string", default: "1" },
  },
});

const mutants = globSync(SOURCES, { cwd: ROOT }).sort().flatMap(mutantsIn);
const baseline = await baselineOf(ROOT, globSync(SPECS, { cwd: ROOT }).sort(), mutants, values.fresh);
const chosen = new Set(globSync(values.files, { cwd: ROOT }));
const order = shuffled(
  mutants.filter(({ file, id }) => chosen.has(file) && (!values.only || values.only.split(",").includes(id))),
  Number(values.seed),
);
const worker = new Worker(ROOT);
const outcomes = await tryInTime(
  order,
  values.all ? Number.POSITIVE_INFINITY : Number(values.minutes) * 60_000,
);
worker.end();
mkdirSync(join(ROOT, ".cache/mutants"), { recursive: true });
writeFileSync(join(ROOT, ".cache/mutants/outcomes.json"), JSON.stringify(outcomes, null, 1));
process.stdout.write(reportOf(outcomes, order.length));

function mutantsIn(file: string): Mutant[] {
  const text = readFileSync(join(ROOT, file), "utf8");
  return mutantsOf(file, text, changesOf(file, text));
}

/** Mutants in the order of the seed, as many as the time allows. */
async function tryInTime(all: readonly Mutant[], milliseconds: number): Promise<Outcome[]> {
  const end = Date.now() + milliseconds;
  const trial = new Trial(ROOT, baseline, worker);
  const done: Outcome[] = [];
  for (const mutant of all) {
    if (Date.now() > end) {
      break;
    }
    const start = performance.now();
    const outcome = await trial.outcomeOf(mutant, Number(values.seconds) * 1000);
    done.push(outcome);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    process.stderr.write(
      `${done.length}/${all.length} ${seconds} s ${lineOf(outcome)} ${outcome.by ?? ""}\n`,
    );
  }
  return done;
}
