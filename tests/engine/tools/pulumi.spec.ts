import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect } from "chai";
import { NODE_BIN, ROOT } from "#tools/build/folders";
import { findPulumi, installedPulumi, NOT_FOUND } from "#tools/build/pulumi";

describe("npm run pulumi", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-pulumi-"));
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** A CLI of the user's that says how it was called. */
  const install = (script: string) =>
    writeFileSync(join(folder, "pulumi"), `#!/bin/sh\n${script}\n`, { mode: 0o755 });
  const run = (...args: string[]) =>
    spawnSync(process.execPath, [join(ROOT, "tools", "pulumi.ts"), ...args], {
      encoding: "utf8",
      input: "typed",
      env: { ...process.env, PATH: [folder, "/usr/bin", "/bin"].join(delimiter) },
    });

  it("passes arguments, input, output and the exit code through", () => {
    install('echo "$@"; cat; echo complaint >&2; exit 7');
    const { status, stdout, stderr } = run("up", "--stack", "a b");
    expect({ status, stdout, stderr }).to.deep.equal({
      status: 7,
      stdout: "up --stack a b\ntyped",
      stderr: "complaint\n",
    });
  });

  it("puts the project's Node first on PATH", () => {
    install('echo "$PATH"; command -v node');
    const [path = "", node] = run().stdout.split("\n");
    expect(path.split(delimiter)[0]).to.equal(NODE_BIN);
    expect(node).to.equal(join(NODE_BIN, "node"));
  });

  it("ends as the CLI was ended", () => {
    install("kill -TERM $$");
    expect(run().status).to.equal(128 + 15);
  });

  it("takes the user's CLI before the built one, and the built one before none", () => {
    install("");
    const built = join(folder, "pulumi");
    expect(findPulumi({ path: folder, bin: "/nowhere" })).to.equal(built);
    expect(findPulumi({ path: "/nowhere", bin: folder })).to.equal(built);
    expect(findPulumi({ path: "/nowhere", bin: "/nowhere" })).to.equal(undefined);
    expect(NOT_FOUND).to.contain("npm run tools").and.to.contain("https://www.pulumi.com/docs/install");
  });

  describe("as the CLI of the tests", () => {
    const host = () => writeFileSync(join(folder, "pulumi-language-nodejs"), "#!/bin/sh\n", { mode: 0o755 });

    it("is taken when it is new enough and has its language host", () => {
      install("echo v3.260.1");
      host();
      expect(installedPulumi("v3.259.0", folder)).to.deep.equal({
        version: "v3.260.1",
        files: {
          pulumi: join(folder, "pulumi"),
          "pulumi-language-nodejs": join(folder, "pulumi-language-nodejs"),
        },
      });
    });

    for (const { version, withHost, reason } of [
      { version: "v3.258.9", withHost: true, reason: "is v3.258.9, the tests need v3.259.0 or a newer one" },
      {
        version: "v4.0.0",
        withHost: true,
        reason: "is v4.0.0, the tests need v3.259.0 or a newer one of that major",
      },
      { version: "v3.259.0", withHost: false, reason: "has no pulumi-language-nodejs beside it or on PATH" },
    ]) {
      it(`is not taken when it is ${version}${withHost ? "" : " without a language host"}, and says why`, () => {
        install(`echo ${version}`);
        if (withHost) {
          host();
        }
        expect(installedPulumi("v3.259.0", folder)).to.contain(reason);
      });
    }

    it("is not taken when there is none", () => {
      expect(installedPulumi("v3.259.0", folder)).to.equal("no pulumi is on PATH");
    });
  });
});
