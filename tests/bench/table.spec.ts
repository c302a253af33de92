import { readFileSync } from "node:fs";
import { expect } from "chai";
import { manifests } from "#bench/manifests";
import type { Results } from "#bench/results";
import { table, withTable } from "#bench/table";

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), "utf8");

describe("the benchmark", () => {
  it("shows on its page what was measured", () => {
    const results = JSON.parse(read("bench/results.json")) as Results;
    const page = read("docs/performance.md");
    expect(withTable(page, results)).to.equal(page);
    expect(results.rows.map(({ objects, tool }) => `${objects} ${tool}`)).to.deep.equal(
      [300, 3000, 10_000].flatMap((objects) =>
        ["strata", "cdk8s", "mocks"].map((tool) => `${objects} ${tool}`),
      ),
    );
  });

  it("aligns its table and compares with strata at the same size", () => {
    const row = { wallSeconds: 1, processorSeconds: 2, memoryMiB: 100, loadSeconds: 0.5, workSeconds: 0.3 };
    const text = table({
      date: "2026-01-02",
      machine: { processor: "cpu", cores: 2, memoryGiB: 8 },
      versions: { node: "24" },
      plan: undefined,
      engine: undefined,
      rows: [
        { tool: "strata", ...row, objects: 1000, runs: 3 },
        { tool: "cdk8s", ...row, wallSeconds: 2.5, memoryMiB: 50, objects: 1000, runs: 3 },
      ],
    });
    expect(text.split("\n")).to.deep.equal([
      "2026-01-02 · cpu, 2 cores, 8 GiB · node 24",
      "",
      "strata plan: skipped",
      "",
      "objects  tool    seconds  CPU s  MiB  loading s  µs/object   time    CPU  memory",
      "   1000  strata     1.00   2.00  100       0.50        300",
      "         cdk8s      2.50   2.00   50       0.50        300  × 2.5  × 1.0   × 0.5",
      "",
      "pulumi preview: skipped",
    ]);
  });

  it("compares the engine with strata's plan of the same stack", () => {
    const row = { wallSeconds: 0.5, processorSeconds: 0.6, providerSeconds: 0, memoryMiB: 120, processes: 1 };
    const preview = { wallSeconds: 5, processorSeconds: 9, providerSeconds: 4, memoryMiB: 960, processes: 7 };
    const text = table({
      date: "2026-01-02",
      machine: { processor: "cpu", cores: 2, memoryGiB: 8 },
      versions: {},
      plan: undefined,
      rows: [],
      engine: {
        date: "2026-01-03",
        version: "v3.1.0",
        runs: 3,
        rows: [
          { stack: "shop-prod", tool: "strata plan", ...row },
          { stack: "shop-prod", tool: "pulumi preview", ...preview },
        ],
      },
    });
    expect(text.split("\n").slice(-5)).to.deep.equal([
      "2026-01-03 · pulumi v3.1.0 · median of 3",
      "",
      "stack      tool            seconds  CPU s  providers  MiB  processes    time     CPU  memory",
      "shop-prod  strata plan        0.50   0.60             120          1",
      "           pulumi preview     5.00   9.00       4.00  960          7  × 10.0  × 15.0   × 8.0",
    ]);
  });

  it("makes as many objects as it is asked for, each with a name of its own", () => {
    for (const count of [0, 1, 7, 10, 300]) {
      const made = [...manifests(count)];
      expect(made).to.have.length(count);
      expect(new Set(made.map(({ name }) => name)).size).to.equal(count);
    }
    expect(new Set([...manifests(7)].map(({ manifest }) => manifest.kind)).size).to.equal(7);
  });
});
