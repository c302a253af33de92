import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { join } from "node:path";
import { expect } from "chai";
import { DEFERRED } from "#cli/startup/deferred-list";
import { REPOSITORY } from "../../support/project.ts";

const require = createRequire(import.meta.url);

function run(code: string): string {
  const module = join(REPOSITORY, "cli/startup/deferred-packages.ts");
  const script = `
    import { createRequire } from "node:module";
    import { deferPackages } from ${JSON.stringify(module)};
    deferPackages();
    const require = createRequire(${JSON.stringify(join(REPOSITORY, "package.json"))});
    const pulumi = require("@pulumi/pulumi");
    const loaded = (name) => Object.keys(require.cache).filter((file) => file.includes("/node_modules/" + name + "/")).length;
    ${code}
  `;
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ["--no-warnings", "--input-type=module", "--eval", script],
    {
      cwd: REPOSITORY,
      encoding: "utf8",
    },
  );
  expect(stderr).to.equal("");
  expect(status).to.equal(0);
  return stdout.trim();
}

describe("deferred packages", () => {
  it("are not loaded with the SDK", () => {
    expect(
      run(
        'console.log(loaded("pacote"), loaded("@npmcli/map-workspaces"), loaded("spdx-correct"), typeof pulumi.ComponentResource);',
      ),
    ).to.equal("0 0 0 function");
  });

  it("are loaded when something in them is used", () => {
    expect(run('console.log(require("typescript").version.split(".")[0]);')).to.equal("6");
  });

  it("are there for the SDK itself: it serialises a function, for which it needs TypeScript", () => {
    const out = run(
      "const f = await pulumi.runtime.serializeFunction(() => 40 + 2); console.log(f.text.includes('40 + 2'));",
    );
    expect(out).to.equal("true");
  });

  it("are not loaded by a plan, none of them", () => {
    const out = run(`
      const { record } = await import(${JSON.stringify(join(REPOSITORY, "graph/record/record.ts"))});
      const graph = await record(() => ({ answer: new pulumi.Config("p").get("answer") ?? 42 }), { project: "p", stack: "s" });
      const folders = ${JSON.stringify(Object.keys(DEFERRED))};
      console.log(graph.nodes.length, folders.filter((folder) => loaded(folder) > 0 && !isProxy(folder)).join());
      function isProxy(folder) {
        const files = Object.keys(require.cache).filter((file) => file.includes("/node_modules/" + folder + "/"));
        return files.every((file) => require.cache[file].exports.__esModule === true && require("node:util").types.isProxy(require.cache[file].exports));
      }
    `);
    expect(out).to.equal("1");
  });

  it("give what the SDK reads while it loads as the modules themselves have it", () => {
    for (const [folder, files] of Object.entries(DEFERRED)) {
      for (const [file, { values = {}, functions = [] }] of Object.entries(files)) {
        const real = require(join(REPOSITORY, "node_modules", folder, file)) as Record<string, unknown>;
        for (const [name, value] of Object.entries(values)) {
          if (typeof value === "function") {
            expect(real[name], `${file} ${name}`).to.be.a("function");
          } else {
            expect(real[name], `${file} ${name}`).to.deep.equal(value);
          }
        }
        for (const name of functions) {
          expect(real[name], `${file} ${name}`).to.be.a("function");
        }
      }
    }
  });

  it("can be imported by the names of what is in them", () => {
    expect(
      run(`
        const { LocalWorkspace } = await import("@pulumi/pulumi/automation/index.js");
        console.log(typeof LocalWorkspace.createStack, LocalWorkspace === pulumi.automation.LocalWorkspace);
      `),
    ).to.equal("function true");
  });

  it("can be extended and asked for their names", () => {
    expect(
      run(`
        class Own extends pulumi.dynamic.Resource {}
        console.log(Own.name, "status" in require("@grpc/grpc-js"), Object.keys(require("semver")).includes("lt"));
        const { default: semver } = await import("semver");
        console.log(semver.lt("1.0.0", "2.0.0"));
      `),
    ).to.equal("Own true true\ntrue");
  });
});
