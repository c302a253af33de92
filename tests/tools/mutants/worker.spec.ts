import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { Worker } from "#tools/mutants/worker/client";
import { ranAt } from "#tools/mutants/worker/coverage";
import { dependentsOf } from "#tools/mutants/worker/loader";
import type { Covered } from "#tools/mutants/worker/messages";
import { REPOSITORY } from "../../support/project.ts";

const FILE = "policies/kubernetes/workload.ts";
const SPEC = join(REPOSITORY, "tests/policies/kubernetes/every-kind.spec.ts");

describe("worker for mutants", () => {
  const worker = new Worker(REPOSITORY);
  const file = join(REPOSITORY, FILE);
  const source = readFileSync(file, "utf8");
  let covered: Covered;

  /** What a spec says of the file with a text replaced; the modules are those of one run before. */
  function tried(text: string, other: string) {
    const { imports } = covered;
    return worker.try({ file, source: source.replace(text, other), specs: [SPEC], imports }, 60_000);
  }

  before(async () => {
    covered = await worker.cover(SPEC, ["policies"], 60_000);
  });

  after(() => worker.end());

  it("notes what ran, and which modules load which", () => {
    expect(covered.failure).to.equal(undefined);
    expect(ranAt(covered.run[FILE] ?? [], source.indexOf('workload.at("spec.jobTemplate'))).to.equal(true);
    const imports = new Map(covered.imports.map(([module, loads]) => [module, new Set(loads)]));
    expect(dependentsOf(file, imports)).to.include(SPEC);
  });

  it("I17 kills a mutant by a spec that fails on it, and says by which test", async () => {
    const { spec, failure } = await tried('  "kubernetes:batch/v1:CronJob",\n', "");
    expect(spec).to.equal(SPEC);
    expect(failure).to.match(/^rules about pods I17 judge the pods of a batch.v1:CronJob: /);
  });

  it("lets an unchanged copy pass afterwards", async () => {
    expect(await tried("", "")).to.deep.equal({});
  });

  it("counts what never ends, or cannot be loaded, as killed", async () => {
    const { failure } = await tried("export const SERVERS", "nothing(); export const SERVERS");
    expect(failure).to.include("nothing is not defined");
    const { imports } = covered;
    const endless = { file, source: `${source}\nfor (;;) {}`, specs: [SPEC], imports };
    const error = await worker.try(endless, 3_000).catch(String);
    expect(error).to.equal("Error: nothing after 3000 ms");
  });
});
