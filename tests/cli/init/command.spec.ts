import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { byPackage, renderTemplate } from "#cli/init/files/template";
import { readPackage } from "#cli/shared/package";
import { REPOSITORY, strata } from "../../support/project.ts";

/** What `strata init` is told for two environments. */
const FLAGS = [
  ..."--environments dev,prod --domain shop-dev.example,shop.example".split(" "),
  ..."--account-id 0123456789abcdef0123456789abcdef --region europe-west1".split(" "),
  ..."--project acme-shop-dev,acme-shop-prod --project-number 1234567,1234568".split(" "),
];

describe("strata init", () => {
  let root: string;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "strata-init-"));
  });
  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const textOf = (path: string) => readFileSync(join(root, path), "utf8");

  function expectClean(run: (...args: string[]) => { code: number | null; out: string; error: string }) {
    const plan = run("plan", "shop-prod");
    expect(plan.error).to.equal("");
    expect(plan.out).to.contain("user ─▶ edge ─▶ ingress ─▶ web");
    for (const stack of ["shop-dev", "shop-prod"]) {
      const check = run("check", stack);
      expect(check.out).to.contain("0 errors · 0 warnings");
      expect(check.code, stack).to.equal(0);
    }
  }

  describe("in the repository", () => {
    /** As much of the repository as plans and tests a system. */
    beforeEach(() => {
      const parts = "bin cli infra stacks blueprints components policies models graph testing tests/support";
      for (const part of [...parts.split(" "), "package.json", "Pulumi.yaml", ".mocharc.json"]) {
        cpSync(join(REPOSITORY, part), join(root, part), { recursive: true });
      }
      symlinkSync(join(REPOSITORY, "node_modules"), join(root, "node_modules"));
    });

    function run(...args: string[]) {
      const { status, stdout, stderr } = spawnSync(process.execPath, ["bin/strata.mjs", ...args], {
        cwd: root,
        encoding: "utf8",
      });
      return { code: status, out: stdout, error: stderr };
    }

    it("adds a system that plans and checks clean, and whose spec passes", () => {
      const { code, out, error } = run("init", "shop", ...FLAGS);
      expect(error).to.equal("");
      expect(code).to.equal(0);
      expect(out.match(/^(created|changed) .*/gm)).to.deep.equal([
        "created  stacks/shop/shop.ts",
        "created  stacks/shop/settings.ts",
        "created  tests/stacks/shop.spec.ts",
        "created  stacks/Pulumi.shop-dev.yaml",
        "created  stacks/Pulumi.shop-prod.yaml",
        "changed  infra/systems.ts",
      ]);
      expect(textOf("stacks/Pulumi.shop-dev.yaml")).to.match(
        new RegExp(`^ {2}strata:rotationEpoch: "${new Date().toISOString().slice(0, 8)}\\d\\d"$`, "m"),
      );
      expectClean(run);
      const mocha = join(root, "node_modules/.bin/mocha");
      expect(execFileSync(mocha, ["tests/stacks/shop.spec.ts"], { cwd: root, encoding: "utf8" })).to.contain(
        "4 passing",
      );
      const again = run("init", "shop", ...FLAGS);
      expect(again.code).to.equal(2);
      for (const conflict of [
        'name  found "shop", which is a system already',
        "stacks/shop/shop.ts  exists",
        "stacks/Pulumi.shop-prod.yaml  exists",
      ]) {
        expect(again.error).to.contain(conflict);
      }
    });

    it("refuses the zone of another stack, and writes nothing", () => {
      const before = readdirSync(join(root, "stacks"));
      const flags = FLAGS.map((flag) => flag.replace("shop.example", "sql-studio.app"));
      const { code, error } = run("init", "shop", ...flags);
      expect(code).to.equal(2);
      expect(error).to.contain(
        'stacks/Pulumi.shop-prod.yaml:6  strata:domain  found "sql-studio.app", which stacks/Pulumi.howlerops-prod.yaml:6 also names',
      );
      expect(readdirSync(join(root, "stacks"))).to.deep.equal(before);
    });
  });

  describe("in a project of its own", () => {
    /** The package as installed, but with the sources in place of what is compiled. */
    beforeEach(() => {
      const { name, exports } = readPackage();
      const installed = join(root, "node_modules", name);
      mkdirSync(installed, { recursive: true });
      symlinkSync(REPOSITORY, join(installed, "sources"));
      const sources = Object.entries(exports).flatMap(([path, target]) =>
        typeof target === "object"
          ? [[path, target.default.replace("./dist/", "./sources/").replace(/\.js$/, ".ts")]]
          : [],
      );
      writeFileSync(
        join(installed, "package.json"),
        JSON.stringify({ name, type: "module", exports: Object.fromEntries(sources) }),
      );
      for (const dependency of ["zod", "@pulumi"]) {
        symlinkSync(join(REPOSITORY, "node_modules", dependency), join(root, "node_modules", dependency));
      }
    });

    function run(...args: string[]) {
      const { status, stdout, stderr } = spawnSync(
        process.execPath,
        [join(REPOSITORY, "bin/strata.mjs"), ...args],
        { cwd: root, encoding: "utf8" },
      );
      return { code: status, out: stdout, error: stderr };
    }

    it("makes the project too: it plans and checks clean, and its spec passes", () => {
      writeFileSync(join(root, "package.json"), '{\n  "name": "mine"\n}\n');
      const { code, out, error } = run("init", "shop", ...FLAGS);
      expect(error).to.equal("");
      expect(code).to.equal(0);
      expect(out.match(/^(created|changed) .*/gm)).to.deep.equal([
        "created  stacks/shop/shop.ts",
        "created  stacks/shop/settings.ts",
        "created  tests/shop.spec.ts",
        "created  stacks/Pulumi.shop-dev.yaml",
        "created  stacks/Pulumi.shop-prod.yaml",
        "created  policies/exceptions.yaml",
        "created  Pulumi.yaml",
        "created  strata.config.ts",
        "changed  package.json",
        "created  tsconfig.json",
      ]);
      expect(JSON.parse(textOf("package.json"))).to.deep.equal({ name: "mine", type: "module" });
      expectClean(run);
      const spec = spawnSync(process.execPath, ["--test", "tests/shop.spec.ts"], {
        cwd: root,
        encoding: "utf8",
      });
      expect(spec.stdout).to.match(/pass 4/);
      expect(spec.status).to.equal(0);
    });

    it("adds a second system to it", () => {
      expect(run("init", "shop", ...FLAGS).code).to.equal(0);
      const flags = FLAGS.map((flag) => flag.replaceAll("shop", "news").replaceAll("12345", "54321"));
      const { code, out, error } = run("init", "my-news", ...flags);
      expect(error).to.equal("");
      expect(code).to.equal(0);
      expect(out.match(/^changed .*/gm)).to.deep.equal([
        "changed  policies/exceptions.yaml",
        "changed  strata.config.ts",
      ]);
      expect(out).not.to.contain("Pulumi.yaml\n");
      for (const stack of ["my-news-dev", "shop-prod"]) {
        expect(run("check", stack).out).to.contain("0 errors · 0 warnings");
      }
    });

    it("lists what it would write as JSON, and writes nothing", async () => {
      const { code, out } = await strata(["init", "shop", ...FLAGS, "--dry-run", "--json"], root);
      expect(code).to.equal(0);
      const { version, dryRun, files, next } = JSON.parse(out) as {
        version: number;
        dryRun: boolean;
        files: { path: string; action: string }[];
        next: string[];
      };
      expect({ version, dryRun }).to.deep.equal({ version: 1, dryRun: true });
      expect(files).to.deep.include({ path: "strata.config.ts", action: "create" });
      expect(next.slice(0, 2)).to.deep.equal([
        "npm install @strata-iac/strata zod",
        "npx strata plan shop-dev",
      ]);
      expect(readdirSync(root)).to.deep.equal(["node_modules"]);
    });

    it("names every conflict, and writes nothing", async () => {
      for (const [path, content] of [
        ["package.json", '{ "type": "commonjs" }'],
        ["strata.config.ts", "// mine"],
        ["stacks/shop/settings.ts", "// mine"],
      ] as const) {
        mkdirSync(dirname(join(root, path)), { recursive: true });
        writeFileSync(join(root, path), content);
      }
      const { code, out, error } = await strata(["init", "shop", ...FLAGS], root);
      expect({ code, out }).to.deep.equal({ code: 2, out: "" });
      expect(error).to.equal(
        [
          "stacks/shop/settings.ts  exists",
          "strata.config.ts  exists",
          'package.json  type is "commonjs"; expected "module"',
          "3 mistakes, nothing was written.",
          "",
        ].join("\n"),
      );
      expect(textOf("strata.config.ts")).to.equal("// mine");
      expect(existsSync(join(root, "stacks/shop/shop.ts"))).to.equal(false);
    });

    it("stays out of a Pulumi project of another kind", async () => {
      writeFileSync(join(root, "Pulumi.yaml"), "name: other\nruntime: nodejs\nmain: index.mjs\n");
      writeFileSync(join(root, "index.mjs"), "export default () => {};\n");
      const { code, error } = await strata(["init", "shop", ...FLAGS], root);
      expect(code).to.equal(2);
      expect(error).to.contain("is a Pulumi project with a program of another kind");
    });
  });

  it("imports nothing that the package does not export", () => {
    for (const file of [
      "strata.config.ts",
      "stacks/starter/starter.ts",
      "stacks/starter/settings.ts",
      "tests/starter.spec.ts",
    ]) {
      expect(renderTemplate(file, "shop", byPackage)).not.to.match(/"#|starter/i);
    }
  });
});
