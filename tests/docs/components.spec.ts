import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Inputs } from "@pulumi/pulumi";
import { expect } from "chai";
import { record } from "#graph/record/record";
import { ROOT } from "#tools/docs/page";
import { componentPages } from "#tools/docs/pages";

describe("pages about components", () => {
  const pages = componentPages();

  it("are as the doc comments say (npm run docs refreshes them)", () => {
    for (const { path, content } of pages) {
      expect(existsSync(join(ROOT, path)), path).to.equal(true);
      expect(readFileSync(join(ROOT, path), "utf8"), path).to.equal(content);
    }
    const written = globSync("docs/components/*/*.md", { cwd: ROOT }).sort();
    expect(written).to.deep.equal(
      pages
        .map(({ path }) => path)
        .filter((path) => path !== "docs/components.md")
        .sort(),
    );
  });

  it("explain every argument", () => {
    const unexplained = pages.flatMap(({ path, content }) =>
      [...content.matchAll(/^\| `(\w+)`[^|]*\| `.*` \|\s*\|$/gm)].map((match) => `${path} ${match[1]}`),
    );
    expect(unexplained).to.deep.equal([]);
  });

  for (const file of globSync("docs/examples/*/*.ts", { cwd: ROOT }).sort()) {
    it(`${file} runs`, async () => {
      const { program } = (await import(pathToFileURL(join(ROOT, file)).href)) as { program: () => Inputs };
      const graph = await record(program, { project: "example", stack: "dev", root: ROOT });
      expect(graph.nodes.some(({ type }) => type.startsWith("strata:"))).to.equal(true);
    });
  }
});
