import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { ROOT } from "#tools/docs/page";
import { goldenStacks } from "../stacks/golden.ts";
import { stackGraph } from "../support/stacks.ts";

const HELPER = "components/core/ignored-changes.ts";

async function exampleGraph(file: string): Promise<Graph> {
  const { program } = (await import(pathToFileURL(join(ROOT, file)).href)) as { program: () => Inputs };
  return record(program, { project: "example", stack: "dev", root: ROOT });
}

describe("changes that updates ignore", () => {
  it("B2, B4 all have a reason: only the helper that asks for one sets the option", () => {
    const sources = globSync("{components,blueprints,stacks,infra}/**/*.ts", { cwd: ROOT });
    const without = sources.filter(
      (file) => file !== HELPER && readFileSync(join(ROOT, file), "utf8").includes("ignoreChanges"),
    );
    expect(without).to.deep.equal([]);
  });

  it("are listed with their reason in docs/ignored-changes.md", async () => {
    const graphs = [
      ...(await Promise.all(goldenStacks().map((stack) => stackGraph(stack)))),
      ...(await Promise.all(globSync("docs/examples/*/*.ts", { cwd: ROOT }).map(exampleGraph))),
    ];
    const declared = graphs.flatMap(({ nodes }) =>
      nodes.flatMap(({ type, settings }) =>
        (settings.ignoreChanges ?? []).map((path) => `\`${type}\` | \`${path}\``),
      ),
    );
    const page = readFileSync(join(ROOT, "docs/ignored-changes.md"), "utf8");
    const rows = [...page.matchAll(/^\| (`[^`]+` \| `[^`]+`) \| \S.* \| \S.* \|$/gm)].map(([, row]) => row);
    expect([...new Set(declared)].sort()).to.deep.equal(rows.sort());
  });
});
