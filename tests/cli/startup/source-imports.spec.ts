import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../support/project.ts";

/** What a module prints that runs with the hook. */
function printed(code: string, folder: string): string {
  const hook = JSON.stringify(join(REPOSITORY, "cli/startup/source-imports.ts"));
  const { stdout, stderr } = spawnSync(
    process.execPath,
    ["--input-type=module", "--eval", `(await import(${hook})).resolveSources();\n${code}`],
    { cwd: folder, encoding: "utf8" },
  );
  expect(stderr).to.equal("");
  return stdout;
}

describe("imports of sources", () => {
  it("lead to the modules that Node itself finds, each loaded once", () => {
    const code = `
      import module, { createRequire } from "node:module";
      import { pathToFileURL } from "node:url";
      const loaded = [];
      module.registerHooks({
        load(url, context, next) {
          loaded.push(url);
          return next(url, context);
        },
      });
      const model = ${JSON.stringify(join(REPOSITORY, "cli/plan/model.ts"))};
      await import(model);
      const found = pathToFileURL(createRequire(model).resolve("#graph/query")).href;
      const { indexGraph } = await import(found);
      console.log(typeof indexGraph, loaded.filter((url) => url === found).length);
    `;
    expect(printed(code, REPOSITORY)).to.equal("function 1\n");
  });

  it("leave the names of other packages to Node", () => {
    const folder = mkdtempSync(join(tmpdir(), "strata-imports-"));
    try {
      writeFileSync(
        join(folder, "package.json"),
        '{ "type": "module", "imports": { "#graph/*": "./mine/*.js" } }',
      );
      writeFileSync(
        join(folder, "entry.js"),
        'export const found = await import("#graph/model").catch(String);\n',
      );
      const entry = JSON.stringify(join(folder, "entry.js"));
      expect(printed(`console.log((await import(${entry})).found);`, folder)).to.include(
        join(folder, "mine/model.js"),
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
