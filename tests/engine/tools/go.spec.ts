import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { TOOLS } from "#tools/build/catalogue";
import { buildEnvironment } from "#tools/build/flags";
import { PROJECT } from "#tools/build/folders";
import { assertGo, executableName, isOlder } from "#tools/build/go";
import { readPin } from "#tools/build/pin";
import { describeState } from "#tools/build/progress";

describe("Go for building the tools", () => {
  const messageOf = (work: Promise<void>) =>
    work.then(
      () => "",
      (error: Error) => error.message,
    );

  it("is asked for in words when it is missing", async () => {
    expect(await messageOf(assertGo("1.26", "no-such-go"))).to.equal(
      "Go is needed to build the tools, and `go` was not found; install Go 1.26 or newer (https://go.dev/dl) and put it on PATH.",
    );
  });

  for (const { found, toolchain, fails } of [
    { found: "go1.24.3", toolchain: "local", fails: true },
    { found: "go1.24.3", toolchain: "auto", fails: false },
    { found: "go1.26.8", toolchain: "local", fails: false },
  ]) {
    it(`${fails ? "refuses" : "accepts"} ${found} with GOTOOLCHAIN=${toolchain} for modules of Go 1.26`, async () => {
      const folder = mkdtempSync(join(tmpdir(), "strata-go-"));
      const go = join(folder, "go");
      writeFileSync(go, `#!/bin/sh\nprintf '${found}\\n${toolchain}\\n'\n`, { mode: 0o755 });
      const message = await messageOf(assertGo("1.26", go)).finally(() =>
        rmSync(folder, { recursive: true }),
      );
      expect(message.startsWith(`The tools need Go 1.26; found ${found}`)).to.equal(fails, message);
    });
  }

  it("compares versions by their numbers", () => {
    expect(isOlder("1.9", "1.26")).to.equal(true);
    expect(isOlder("1.26.0", "1.26")).to.equal(false);
    expect(isOlder("1.26rc1", "1.26")).to.equal(false);
    expect(isOlder("2.0", "1.26")).to.equal(false);
  });
});

describe("the pins of the tools", () => {
  for (const tool of TOOLS) {
    it(`name the version of ${tool.name}, and show it where it does not know it by itself`, () => {
      const { version, variables } = readPin(tool, PROJECT);
      expect(version).to.match(/^v\d+\.\d+\.\d+$/);
      expect(variables).to.deep.equal(tool.versionVariable ? [`${tool.versionVariable}=${version}`] : []);
    });
  }

  it("agree on what the folders have in common, so that it is compiled once", () => {
    const [versions = new Map(), ...others] = [...new Set(TOOLS.map(({ folder }) => folder))].map(required);
    expect(others).not.to.deep.equal([]);
    for (const other of others) {
      expect(other.size).to.be.greaterThan(10);
      const different = [...other].filter(([module, version]) => {
        const first = versions.get(module);
        return first !== undefined && first !== version && !module.startsWith("github.com/pulumi/pulumi/");
      });
      expect(different).to.deep.equal([]);
    }
  });

  it("are missed in words", () => {
    const [tool] = TOOLS;
    expect(() => tool && readPin({ ...tool, package: "example.org/none" }, PROJECT)).to.throw(
      "tools/go/go.mod requires no module with the package example.org/none",
    );
  });
});

describe("the environment of a build", () => {
  it("collects no garbage, within a limit, unless the user said how", () => {
    expect(buildEnvironment({})).to.include({ GOGC: "off", GOMEMLIMIT: "2GiB" });
    expect(buildEnvironment({ GOMEMLIMIT: "1GiB" })).to.include({ GOGC: "off", GOMEMLIMIT: "1GiB" });
    expect(buildEnvironment({ GOGC: "50" }))
      .to.include({ GOGC: "50" })
      .and.to.not.have.property("GOMEMLIMIT");
  });

  it("lets no C compiler and no workspace of the surroundings in", () => {
    expect(buildEnvironment({ CGO_ENABLED: "1", GOWORK: "/go.work" })).to.include({
      CGO_ENABLED: "0",
      GOWORK: "off",
    });
  });
});

describe("the executable of a main package", () => {
  for (const [path, name] of [
    ["k8s.io/kubernetes/cmd/kube-apiserver", "kube-apiserver"],
    ["go.etcd.io/etcd/server/v3", "server"],
    ["./render-chart", "render-chart"],
  ] as const) {
    it(`of ${path} is ${name}`, () => expect(executableName(path, "out")).to.equal(join("out", name)));
  }
});

describe("the progress of a build", () => {
  it("says what it does, how far it is and how long it still takes", () => {
    expect(describeState(undefined, 1000)).to.equal("reading its modules, the first time fetching them");
    expect(describeState({ done: 3, total: 100 }, 2000)).to.equal("compiling 3 of 100 packages");
    expect(describeState({ done: 50, total: 100 }, 60_000)).to.equal(
      "compiling 50 of 100 packages · 70 s left",
    );
    expect(describeState({ done: 100, total: 100 }, 60_000)).to.equal("linking");
  });
});

/** Versions by module that a folder's go.mod requires. */
function required(folder: string): Map<string, string> {
  const mod = readFileSync(join(PROJECT.modules, folder, "go.mod"), "utf8");
  return new Map(
    [...mod.matchAll(/^\t(\S+) (v\S+)/gm)].map(([, module = "", version = ""]) => [module, version]),
  );
}
