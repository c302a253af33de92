import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../support/project.ts";

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
});
