import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { stringify } from "yaml";
import { promqlProblem } from "#models/prometheus/promql";
import { ACCEPTED, REFUSED } from "../models/prometheus/examples.ts";

/** Prometheus' own tool is of the same opinion; needs Debian's package "prometheus". */
describe("PromQL in Prometheus", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-promql-"));
  });
  after(() => rmSync(folder, { recursive: true }));

  for (const expression of [...ACCEPTED, ...Object.keys(REFUSED)]) {
    it(`agrees on ${expression || "an empty expression"}`, () => {
      const file = join(folder, "rules.yaml");
      writeFileSync(
        file,
        stringify({ groups: [{ name: "one", rules: [{ alert: "A", expr: expression }] }] }),
      );
      const { status } = spawnSync("promtool", ["check", "rules", file]);
      expect(promqlProblem(expression) === undefined).to.equal(status === 0);
    });
  }
});
