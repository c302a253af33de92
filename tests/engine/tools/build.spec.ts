import { spawnSync } from "node:child_process";
import {
  appendFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { build, outdated } from "#tools/build/build";
import type { Tool } from "#tools/build/catalogue";
import type { Place } from "#tools/build/folders";
import { BuildError } from "#tools/build/go";
import type { Progress } from "#tools/build/progress";
import { prepare } from "#tools/build/store";

const HELLO: Tool = {
  name: "hello",
  group: "engine",
  folder: "tool",
  package: "example.org/greeter/hello",
  versionVariable: "main.version",
};

const OWN: Tool = {
  name: "own",
  group: "charts",
  folder: "tool",
  package: "./own",
  module: "example.org/greeter",
};

const SILENT: Progress = { start() {}, compiled() {}, built() {}, end() {}, close() {} };

describe("building the tools", () => {
  let root: string;
  let place: Place;

  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "strata-tools-"));
    cpSync(join(import.meta.dirname, "..", "fixtures", "tool"), join(root, "tool"), { recursive: true });
    place = { modules: root, bin: join(root, "bin"), stamps: join(root, "stamps") };
  });

  afterEach(() => rmSync(root, { recursive: true, force: true }));

  const run = (signal = new AbortController().signal, progress = SILENT, tools = [HELLO]) =>
    build(outdated(tools, place), place, progress, signal);
  const source = () => join(root, "tool", "greeter", "hello", "main.go");

  it("builds what is missing, with the pinned module's version", async () => {
    await run();
    const { stderr } = spawnSync(join(place.bin, "hello"), { encoding: "utf8" });
    expect(stderr).to.equal("hello v1.2.3\n");
  });

  it("skips what is there until its go.mod or go.sum changes", async () => {
    await run();
    expect(outdated([HELLO], place)).to.deep.equal([]);
    appendFileSync(join(root, "tool", "go.sum"), "\n");
    expect(outdated([HELLO], place)).to.have.length(1);
  });

  it("builds tools of one go.mod together, and says of each that it is there", async () => {
    const said: string[] = [];
    await run(
      undefined,
      {
        ...SILENT,
        start: (tools) => said.push(`start ${tools.join(" ")}`),
        built: (tool, version) => said.push(`${tool} ${version}`),
        end: () => said.push("end"),
      },
      [HELLO, OWN],
    );
    expect(said).to.deep.equal(["start hello own", "hello v1.2.3", "own v1.2.3", "end"]);
    expect(readdirSync(place.bin).sort()).to.deep.equal(["hello", "own"]);
  });

  it("builds a program of the project's own again when its sources change", async () => {
    await run(undefined, SILENT, [OWN]);
    expect(outdated([OWN], place)).to.deep.equal([]);
    appendFileSync(join(root, "tool", "own", "main.go"), "\n");
    expect(outdated([OWN, HELLO], place).map(({ tool }) => tool.name)).to.deep.equal(["own", "hello"]);
  });

  it("builds again what was deleted", async () => {
    await run();
    rmSync(join(place.bin, "hello"));
    expect(outdated([HELLO], place)).to.have.length(1);
  });

  it("keeps the last executable and leaves nothing half-written when a build fails", async () => {
    await run();
    appendFileSync(join(root, "tool", "go.sum"), "\n");
    writeFileSync(source(), "package main\n\nfunc main() { nothing() }\n");
    const error = await run().catch((reason: unknown) => reason);
    expect(error).to.be.instanceOf(BuildError);
    expect(String(error)).to.contain("hello could not be built").and.to.contain("undefined: nothing");
    expect(readdirSync(place.bin)).to.deep.equal(["hello"]);
    expect(outdated([HELLO], place)).to.have.length(1);
  });

  it("stops when it is told to, and leaves nothing half-written", async () => {
    const stop = new AbortController();
    const error = await run(stop.signal, { ...SILENT, start: () => stop.abort() }).catch(
      (reason: unknown) => reason,
    );
    expect(error).to.have.property("name", "AbortError");
    expect(readdirSync(place.bin)).to.deep.equal([]);
    await run();
    expect(existsSync(join(place.bin, "hello"))).to.equal(true);
  });

  it("removes what a killed build left behind, and nothing of a running one", () => {
    prepare(place);
    const ended = spawnSync(process.execPath, ["--version"]).pid;
    writeFileSync(join(place.bin, `hello.${ended}.unfinished`), "");
    mkdirSync(join(place.bin, `build.${ended}.unfinished`));
    writeFileSync(join(place.bin, `hello.${process.pid}.unfinished`), "");
    prepare(place);
    expect(readdirSync(place.bin)).to.deep.equal([`hello.${process.pid}.unfinished`]);
  });
});
