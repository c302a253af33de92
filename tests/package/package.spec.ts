import { execFileSync, spawnSync } from "node:child_process";
import {
  existsSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { KUBERNETES_RULES } from "#policies/kubernetes/rules";
import { RULES } from "#policies/rules";
import { readManifest } from "#tools/package/manifest";
import { RunningPack } from "../policies/packs/engine.ts";
import { README_PACK, README_PROJECT, writeShown } from "../support/documents/outside-project.ts";
import { REPOSITORY } from "../support/project.ts";

const { name: NAME } = readManifest();
const ROOMS = "{cli,infra,blueprints,components,policies,models,graph,testing}";

/** The package as somebody installs it: packed, installed into an empty project, used from there. */
describe("the package", function () {
  this.timeout(15 * 60_000);
  let project: string;
  let installed: string;

  const run = (command: string, ...args: string[]) =>
    execFileSync(command, args, { cwd: project, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  /** Ends of a program of one line, run as a module in the project. */
  const evaluate = (code: string) =>
    spawnSync(process.execPath, ["--input-type=module", "--eval", code], { cwd: project, encoding: "utf8" });

  before(() => {
    project = mkdtempSync(join(tmpdir(), "strata-package-"));
    installed = join(project, "node_modules", NAME);
    execFileSync("npm", ["pack", "--pack-destination", project], { cwd: REPOSITORY, stdio: "ignore" });
    const [tarball = ""] = readdirSync(project);
    writeFileSync(
      join(project, "package.json"),
      JSON.stringify({ name: "shop", private: true, type: "module" }),
    );
    const quiet = ["--no-audit", "--no-fund", "--prefer-offline", "--ignore-scripts"];
    run("npm", "install", ...quiet, `./${tarball}`, "zod@4", "typescript@6", "@types/node@24");
    writeShown("README.md", README_PROJECT, project);
    writeShown("docs/policies.md", README_PACK, project);
    writeFileSync(join(project, "policy/exceptions.yaml"), "[]");
  });

  after(() => rmSync(project, { recursive: true, force: true }));

  it("plans the README's system in an empty project", () => {
    const plan = JSON.parse(run("npx", "--no", "strata", "plan", "--json")) as {
      stack: string;
      nodes: { type: string }[];
    };
    expect(plan.stack).to.equal("shop-preview");
    expect(plan.nodes.map(({ type }) => type)).to.include.members([
      "strata:edge:Zone",
      "strata:workload:WebService",
      "strata:database:PostgresDatabase",
      "kubernetes:apps/v1:Deployment",
    ]);
  });

  it("checks it with the package's rules and the project's own", () => {
    const file = join(project, "strata.config.ts");
    const whole = readFileSync(file, "utf8");
    const check = () => spawnSync("npx", ["--no", "strata", "check"], { cwd: project, encoding: "utf8" });
    expect(check().status).to.equal(0);
    try {
      writeFileSync(file, whole.replace("replicas: 2", "replicas: 1"));
      const { status, stdout } = check();
      expect(stdout).to.match(/✗ medium +shop-two-pods +only one pod/);
      // A finding names the project's line, not the package's.
      expect(stdout).to.match(/web\/.* · strata\.config\.ts:\d+/);
      expect(status).to.equal(1);
    } finally {
      writeFileSync(file, whole);
    }
  });

  it("creates a system that type-checks, checks clean and passes its spec", () => {
    const flags =
      "--domain news.example --account-id 0123456789abcdef0123456789abcdef --project acme-news " +
      "--project-number 1234567 --region us-central1 --environments prod";
    const folder = join(project, "news");
    mkdirSync(folder);
    const inFolder = (command: string, ...args: string[]) =>
      spawnSync(command, args, { cwd: folder, encoding: "utf8" });
    const config = readFileSync(join(project, "Pulumi.yaml"));
    rmSync(join(project, "Pulumi.yaml"));
    try {
      expect(inFolder("npx", "--no", "strata", "init", "news", ...flags.split(" ")).stderr).to.equal("");
      const check = inFolder("npx", "--no", "strata", "check", "news-prod");
      expect(check.stdout).to.include("0 errors · 0 warnings");
      expect(inFolder("npx", "--no", "tsc").stdout).to.equal("");
      expect(inFolder(process.execPath, "--test", "tests/news.spec.ts").stdout).to.match(/pass 4/);
    } finally {
      writeFileSync(join(project, "Pulumi.yaml"), config);
      rmSync(folder, { recursive: true });
    }
  });

  it("has types for a strict project, whose compiler finds what is wrong", () => {
    const options = [
      "--noEmit",
      "--strict",
      "--allowImportingTsExtensions",
      ...["--target", "es2024", "--module", "nodenext", "--types", "node"],
    ];
    const compile = (file: string) =>
      spawnSync("npx", ["--no", "tsc", "--", ...options, "--ignoreConfig", file], {
        cwd: project,
        encoding: "utf8",
      });
    const { exports } = readManifest();
    const paths = Object.keys(exports).filter((path) => path !== "./package.json");
    const imports = paths.map((path) => `import type {} from "${path.replace(".", NAME)}";\n`);
    writeFileSync(join(project, "everything.ts"), ['import "./strata.config.ts";\n', ...imports].join(""));
    // Declarations of @pulumi/policy have mistakes of their own.
    const found = compile("everything.ts")
      .stdout.split("\n")
      .filter((line) => !line.includes("/@pulumi/"));
    expect(found.join("\n")).to.equal("");
    writeFileSync(
      join(project, "wrong.ts"),
      `import { WebService } from "${NAME}/components/workload/web-service";\nnew WebService("web", { port: "80" });\n`,
    );
    expect(compile("wrong.ts").stdout).to.include("Type 'string' is not assignable to type 'number'");
  });

  it("I19 runs the project's policy pack, and its own", async () => {
    const own = join(installed, "dist/policies/packs/strata");
    const expected = new Map([
      [join(project, "policy"), [...KUBERNETES_RULES.map(({ id }) => id), "shop-team-label"]],
      [own, RULES.map(({ id }) => id)],
    ]);
    for (const [folder, ids] of expected) {
      const pack = await RunningPack.start(folder);
      try {
        expect((await pack.policies()).map(({ name }) => name)).to.deep.equal(ids);
      } finally {
        pack.stop();
      }
    }
  });

  it("loads every module that it exports, with its declarations", () => {
    const { exports } = JSON.parse(readFileSync(join(installed, "package.json"), "utf8")) as {
      exports: Record<string, { types?: string } | string>;
    };
    const specifiers = Object.keys(exports)
      .filter((path) => path !== "./package.json")
      .map((path) => path.replace(".", NAME));
    const { stderr } = evaluate(
      `for (const name of ${JSON.stringify(specifiers)}) await import(name); process.exit();`,
    );
    expect(stderr).to.equal("");
    for (const target of Object.values(exports)) {
      const types = typeof target === "string" ? target : (target.types ?? "none");
      expect(existsSync(join(installed, types)), types).to.equal(true);
    }
  });

  it("refuses every other module", () => {
    for (const path of ["components/core/opt-outs", "cli/main", "dist/cli/main.js", "infra/config/parse"]) {
      const { stderr, status } = evaluate(`await import("${NAME}/${path}")`);
      expect(stderr, path).to.include("ERR_PACKAGE_PATH_NOT_EXPORTED");
      expect(status).to.equal(1);
    }
  });

  it("holds no sources, and whatever its code reads beside itself", () => {
    const sources = globSync(`${ROOMS}/**/*.ts`, { cwd: join(installed, "dist") });
    // What strata init writes is written as it is.
    const written = sources.filter((path) => path.startsWith("cli/init/template/"));
    expect(written).to.include("cli/init/template/strata.config.ts");
    const compiled = sources.filter((path) => !written.includes(path));
    expect(compiled.filter((path) => !path.endsWith(".d.ts"))).to.deep.equal([]);
    const besides = globSync(`${ROOMS}/**/*.*`, { cwd: REPOSITORY }).filter((path) => !path.endsWith(".ts"));
    expect(besides).to.include("components/edge/workers/cors.js");
    for (const path of besides) {
      expect(existsSync(join(installed, "dist", path)), path).to.equal(true);
    }
  });
});
