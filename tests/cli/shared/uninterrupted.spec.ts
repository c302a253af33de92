import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { REPOSITORY } from "../../support/project.ts";

const FILES = 1500;

/** Writers of many files, in a process of their own. */
const WRITERS = {
  "a directory of manifests": `
    const { writeFolder } = await import("#cli/manifests/files");
    const write = (folder, files) => writeFolder(folder + "/out", files);`,
  "several files": `
    const { writeFiles } = await import("#cli/shared/files");
    const write = (folder, files) => writeFiles(new Map([...files].map(([path, text]) => [folder + "/out/" + path, text])));`,
};

describe("writing that a signal interrupts", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-signal-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  async function interrupted(writer: string, signal: NodeJS.Signals): Promise<NodeJS.Signals | null> {
    const script = `${writer}
      const files = new Map(Array.from({ length: ${FILES} }, (_, index) => ["file-" + index, "text"]));
      setInterval(() => {}, 1000);
      process.send("ready");
      write(${JSON.stringify(folder)}, files);`;
    const child = spawn(process.execPath, ["--input-type=module", "--eval", script], {
      cwd: REPOSITORY,
      stdio: ["ignore", "inherit", "inherit", "ipc"],
      timeout: 30_000,
      killSignal: "SIGKILL",
    });
    await once(child, "message");
    while (!readdirSync(folder).length) {
      await new Promise((resolve) => setImmediate(resolve));
    }
    child.kill(signal);
    const [, ended] = (await once(child, "exit")) as [unknown, NodeJS.Signals | null];
    return ended;
  }

  for (const [what, writer] of Object.entries(WRITERS)) {
    for (const signal of ["SIGINT", "SIGTERM"] as const) {
      it(`I15 of ${what} by ${signal} leaves nothing half-done and nothing hidden`, async () => {
        expect(await interrupted(writer, signal)).to.equal(signal);
        expect(readdirSync(folder)).to.deep.equal(["out"]);
        const written = readdirSync(join(folder, "out")).filter((name) => name !== ".strata-manifests");
        expect(written).to.have.length(FILES);
        expect(written.filter((name) => name.startsWith("."))).to.deep.equal([]);
      });
    }
  }

  it("I15 makes a directory that others may enter, by the umask", async () => {
    const { writeFolder } = await import("#cli/manifests/files");
    writeFolder(join(folder, "deep/out"), new Map([["objects/one.yaml", "a: 1\n"]]));
    writeFileSync(join(folder, "ordinary"), "");
    const mode = (path: string) => statSync(join(folder, path)).mode & 0o777;
    const umask = process.umask();
    expect(mode("deep/out")).to.equal(0o777 & ~umask);
    expect(mode("deep/out/objects/one.yaml")).to.equal(mode("ordinary"));
  });

  it("I15 leaves no parent directory behind that it made for nothing", async () => {
    const { writeFolder } = await import("#cli/manifests/files");
    const files = new Map([
      ["a", "1"],
      ["a/b", "2"],
    ]);
    expect(() => writeFolder(join(folder, "deep/er/out"), files)).to.throw();
    expect(existsSync(join(folder, "deep"))).to.equal(false);
  });
});
