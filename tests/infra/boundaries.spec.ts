import { spawnSync } from "node:child_process";
import { copyFileSync, globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../support/project.ts";

/** A file of a room and what it imports. */
type Import = readonly [file: string, imported: string];

const FORBIDDEN: readonly Import[] = [
  ["graph/query.ts", "#models/credentials/find"],
  ["graph/record/record.ts", "@pulumi/gcp/container/cluster.js"],
  ["models/cloudflare/phases.ts", "#components/edge/zone"],
  ["models/cloudflare/plan-limits.ts", "@pulumi/cloudflare/zone.js"],
  ["policies/check.ts", "#cli/main"],
  ["policies/rules.ts", "#components/core/link"],
  ["policies/gcp/rules.ts", "@pulumi/gcp/container/cluster.js"],
  ["components/edge/zone.ts", "#blueprints/contract/environment"],
  ["components/edge/rules/caching/cache.ts", "#policies/rules"],
  ["components/core/component.ts", "#graph/record/record"],
  ["components/storage/bucket.ts", "#graph/query"],
  ["components/storage/args.ts", "#graph/state"],
  ["components/cluster/cluster.ts", "#stacks/howlerops/howlerops"],
  ["blueprints/edge.ts", "#infra/providers"],
  ["stacks/howlerops/howlerops.ts", "#infra/providers"],
  ["infra/index.ts", "#components/edge/zone"],
  ["infra/providers.ts", "#policies/rules"],
  ["cli/main.ts", "#components/core/component"],
  ["cli/schema.ts", "#blueprints/contract/environment"],
  ["cli/plan/text.ts", "@pulumi/pulumi"],
  ["testing/network/links.ts", "#components/core/component"],
  ["testing/stack.ts", "#infra/index"],
  ["testing/config.ts", "@pulumi/gcp/container/cluster.js"],
  ["policies/rule.ts", "#testing/stack"],
  ["components/core/arguments.ts", "#testing/stack"],
  // By a path, at whatever depth.
  ["components/network.ts", "../stacks/howlerops/howlerops.ts"],
  ["components/a/b/c/d/e/deep.ts", "../../../../../../stacks/howlerops/howlerops.ts"],
  ["graph/record/sdk/a/deep.ts", "../../../../cli/main.ts"],
  ["cli/plan/text/deep.ts", "../../../graph/model.ts"],
];

const ALLOWED: readonly Import[] = [
  ["models/credentials/places.ts", "#graph/model"],
  ["policies/context.ts", "#graph/model"],
  ["policies/cloudflare/rulesets/cached-api.ts", "#models/cloudflare/phases"],
  ["components/core/link.ts", "@pulumi/pulumi"],
  ["components/cache/redis-cache.ts", "#graph/layers"],
  ["components/cache/args.ts", "#graph/model"],
  ["components/cache/settings.ts", "#graph/facts/workload"],
  ["components/edge/rules/rule.ts", "../../core/arguments.ts"],
  ["blueprints/site.ts", "#components/ingress/routes"],
  ["stacks/nextjs/nextjs.ts", "#blueprints/platform"],
  ["testing/findings.ts", "#policies/check"],
  ["testing/edge.ts", "#models/cloudflare/zone/evaluate"],
  ["testing/record-stack.ts", "#graph/record/record"],
  ["infra/systems.ts", "#stacks/howlerops/howlerops"],
  ["cli/load.ts", "#graph/model"],
  ["cli/findings.ts", "#policies/rules"],
];

/** Files that import each other, in each of the ways that a file may name another. */
const CYCLES: Readonly<Record<string, readonly [Import, Import]>> = {
  "by a path": [
    ["models/cycle/path.ts", "./back.ts"],
    ["models/cycle/back.ts", "./path.ts"],
  ],
  "by a room's name": [
    ["graph/cycle/named.ts", "#graph/cycle/back"],
    ["graph/cycle/back.ts", "#graph/cycle/named"],
  ],
};

/** Rooms within `components/` that layers stand on, and what each may import of `components/` besides itself. */
const GROUND_FLOOR: Readonly<Record<string, readonly string[]>> = {
  core: [],
  "network-policy": ["core/"],
  operator: ["core/", "network-policy/", "cluster/namespace.ts"],
};

/** Files of `components/` that one of its folders imports, itself left out. */
function importedBy(folder: string): string[] {
  const root = join(REPOSITORY, "components");
  return globSync(`${folder}/**/*.ts`, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/ from "(\.[^"]+)"/g)]
      .map(([, path = ""]) => join(dirname(file), path))
      .filter((path) => !path.startsWith(`${folder}/`)),
  );
}

describe("import boundaries", () => {
  let folder: string;
  let refused: Set<string>;
  let cyclic: Set<string>;

  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-boundaries-"));
    for (const file of ["biome.json", "package.json"]) {
      copyFileSync(join(REPOSITORY, file), join(folder, file));
    }
    const write = (file: string, source: string) => {
      mkdirSync(dirname(join(folder, file)), { recursive: true });
      writeFileSync(join(folder, file), source);
    };
    for (const [file, imported] of [...FORBIDDEN, ...ALLOWED]) {
      write(file, `import ${JSON.stringify(imported)};\n`);
    }
    for (const [file, imported] of Object.values(CYCLES).flat()) {
      write(file, `import type { Other } from ${JSON.stringify(imported)};\nexport type Own = Other;\n`);
    }
    const { stdout, stderr } = spawnSync(
      join(REPOSITORY, "node_modules/.bin/biome"),
      ["lint", "--max-diagnostics=none", "--diagnostic-level=error"],
      { cwd: folder, encoding: "utf8" },
    );
    const filesBreaking = (rule: string) =>
      new Set(
        [...(stdout + stderr).matchAll(/^(\S+?):\d+:\d+ (lint\/\S+)/gm)]
          .filter(([, , broken]) => broken === rule)
          .map(([, file = ""]) => file),
      );
    refused = filesBreaking("lint/style/noRestrictedImports");
    cyclic = filesBreaking("lint/suspicious/noImportCycles");
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
  for (const [how, files] of Object.entries(CYCLES)) {
    it(`two files may not import each other ${how}, not even types`, () => {
      expect([...cyclic]).to.include.members(files.map(([file]) => file));
    });
  }

  for (const [folder, floors] of Object.entries(GROUND_FLOOR)) {
    it(`components/${folder} stands on ${floors.join(", ") || "nothing"}`, () => {
      const above = importedBy(folder).filter((path) => !floors.some((floor) => path.startsWith(floor)));
      expect(above).to.deep.equal([]);
    });
  }
});
