import { spawn } from "node:child_process";
import { once } from "node:events";
import { closeSync, openSync } from "node:fs";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect } from "chai";
import { REPOSITORY, type TemporaryProject, temporaryProject } from "../../support/project.ts";

const STRATA = join(REPOSITORY, "bin/strata.mjs");
const PROVIDER = join(REPOSITORY, "node_modules/@pulumi/kubernetes/provider.js");
const DEPLOYMENT = join(REPOSITORY, "node_modules/@pulumi/kubernetes/apps/v1/deployment.js");

describe("strata as a process", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => {
    project?.remove();
    project = undefined;
  });

  /** A project whose program has a body; it breaks rules, since its Deployment is a careless one. */
  function projectOf(body: string): string {
    project = temporaryProject({
      "Pulumi.yaml": "name: shop\nruntime: nodejs\nmain: index.mjs\n",
      "Pulumi.dev.yaml": "config: {}\n",
      "index.mjs": `
import kubernetes from ${JSON.stringify(PROVIDER)};
import apps from ${JSON.stringify(DEPLOYMENT)};
export default async function () {
  const provider = new kubernetes.Provider("cluster", { context: "test" });
  new apps.Deployment("web", { spec: { template: { spec: { containers: [{ name: "web", image: "web:latest" }] } } } }, { provider });
  ${body}
}
`,
    });
    return project.root;
  }

  function start(folder: string, args: readonly string[], env: Record<string, string> = {}) {
    return spawn(process.execPath, [STRATA, ...args], {
      cwd: folder,
      env: { ...process.env, ...env },
      stdio: ["ignore", "pipe", "pipe"],
    });
  }

  async function run(folder: string, args: readonly string[], env: Record<string, string> = {}) {
    const child = start(folder, args, env);
    const [out, error, [code]] = await Promise.all([
      text(child.stdout),
      text(child.stderr),
      once(child, "close"),
    ]);
    return { code: code as number, out, error };
  }

  for (const [args, expected] of [
    [["check", "dev", "--json"], 1],
    [["check", "dev"], 1],
    [["plan", "dev"], 0],
  ] as const) {
    it(`I1 ${args.join(" ")} ends with ${expected} though nobody reads what it prints`, async () => {
      const child = start(projectOf(""), args);
      child.stdout.destroy();
      const [error, [code, signal]] = await Promise.all([text(child.stderr), once(child, "close")]);
      expect({ code: code as number, signal: signal as string | null, error }).to.deep.equal({
        code: expected,
        signal: null,
        error: "",
      });
    });
  }

  it("I1 ends with 2 when its result cannot be written", async () => {
    const full = openSync("/dev/full", "w");
    const child = spawn(process.execPath, [STRATA, "plan", "dev"], {
      cwd: projectOf(""),
      stdio: ["ignore", full, "pipe"],
    });
    closeSync(full);
    const [error, [code]] = await Promise.all([text(child.stderr as Readable), once(child, "close")]);
    expect(error).to.equal("the result cannot be written: ENOSPC: no space left on device\n");
    expect(code).to.equal(2);
  });

  it("I1 ends with its own code when nobody reads its errors", async () => {
    const child = start(projectOf('throw new Error("broken");'), ["plan", "dev"]);
    child.stderr.destroy();
    const [, [code]] = await Promise.all([text(child.stdout), once(child, "close")]);
    expect(code).to.equal(2);
  });

  it("I13 keeps standard output for results: what the program prints goes to standard error", async () => {
    const { code, out, error } = await run(
      projectOf('console.log("by console"); process.stdout.write("by stream\\n");'),
      ["plan", "dev", "--json"],
    );
    expect(code).to.equal(0);
    expect(JSON.parse(out)).to.have.property("stack", "dev");
    expect(error).to.equal("by console\nby stream\n");
  });

  it("I29 fills the columns that COLUMNS says, where there is no terminal", async () => {
    const folder = projectOf("");
    const longest = async (columns: string) => {
      const { out } = await run(folder, ["plan", "dev"], { COLUMNS: columns });
      return Math.max(...out.split("\n").map((line) => line.length));
    };
    expect(await longest("80")).to.be.within(70, 80);
    expect(await longest("120")).to.be.within(110, 120);
  });
});
