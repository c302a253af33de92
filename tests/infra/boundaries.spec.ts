import { spawnSync } from "node:child_process";
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";

/** A file of a room and what it imports. */
type Import = readonly [file: string, imported: string];

const FORBIDDEN: readonly Import[] = [
  ["components/edge/zone.ts", "../../infra/environment.ts"],
  ["components/edge/rules/caching/cache.ts", "../../../../graph/model.ts"],
  ["components/cluster/cluster.ts", "../../stacks/howlerops.ts"],
  ["stacks/howlerops.ts", "../plan/main.ts"],
  ["stacks/shared/edge.ts", "../../policies/rules.ts"],
  ["infra/index.ts", "../policies/rules.ts"],
  ["graph/query.ts", "../components/link.ts"],
  ["graph/record/record.ts", "@pulumi/gcp/container/cluster.js"],
  ["policies/check.ts", "../plan/main.ts"],
  ["policies/gcp/rules.ts", "@pulumi/gcp/container/cluster.js"],
  ["plan/main.ts", "../components/component.ts"],
  ["plan/views/plan/text.ts", "@pulumi/pulumi"],
];

const ALLOWED: readonly Import[] = [
  ["plan/load.ts", "../graph/model.ts"],
  ["plan/findings.ts", "../policies/rules.ts"],
  ["policies/subject.ts", "../graph/model.ts"],
  ["stacks/nextjs.ts", "../components/link.ts"],
  ["stacks/shared/site.ts", "../../infra/system.ts"],
  ["infra/systems.ts", "../stacks/howlerops.ts"],
  ["components/link.ts", "@pulumi/pulumi"],
];

describe("import boundaries", () => {
  let folder: string;
  let refused: Set<string>;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-boundaries-"));
    copyFileSync(join(REPOSITORY, "biome.json"), join(folder, "biome.json"));
    for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), `import ${JSON.stringify(imported)};\n`);
    }
    const { stdout, stderr } = spawnSync(
      join(REPOSITORY, "node_modules/.bin/biome"),
      ["lint", "--max-diagnostics=none"],
      { cwd: folder, encoding: "utf8" },
    );
    refused = new Set(
      [...(stdout + stderr).matchAll(/^(\S+?):\d+:\d+ lint\/style\/noRestrictedImports/gm)].map(
        ([, file = ""]) => file,
      ),
    );
  });

  after(() => rmSync(folder, { recursive: true }));

  for (const [file, imported] of FORBIDDEN) {
    it(`${file} may not import ${imported}`, () => {
      expect([...refused]).to.include(file);
    });
  }
  for (const [file, imported] of ALLOWED) {
    it(`${file} may import ${imported}`, () => {
      expect([...refused]).not.to.include(file);
    });
  }
});
