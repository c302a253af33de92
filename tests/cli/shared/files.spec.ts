import {
  chmodSync,
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { writeFiles } from "#cli/shared/files";

describe("writing files", () => {
  let folder: string;

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-files-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const at = (path: string) => join(folder, path);
  const modeOf = (path: string) => (statSync(path).mode & 0o777).toString(8);

  it("makes directories, with the modes that any program's files have", () => {
    writeFiles(new Map([[at("a/b/one"), "1"]]));
    writeFileSync(at("ordinary"), "");
    mkdirSync(at("plain"));
    expect(readFileSync(at("a/b/one"), "utf8")).to.equal("1");
    expect(modeOf(at("a/b/one"))).to.equal(modeOf(at("ordinary")));
    expect(modeOf(at("a/b"))).to.equal(modeOf(at("plain")));
  });

  it("replaces a file and keeps its mode, through a link", () => {
    writeFileSync(at("file"), "before");
    chmodSync(at("file"), 0o600);
    symlinkSync("file", at("link"));
    writeFiles(new Map([[at("link"), "after"]]));
    expect(readFileSync(at("file"), "utf8")).to.equal("after");
    expect(modeOf(at("file"))).to.equal("600");
    expect(lstatSync(at("link")).isSymbolicLink()).to.equal(true);
  });

  it("leaves everything as it was when a file cannot be written", () => {
    writeFileSync(at("file"), "before");
    mkdirSync(at("taken"));
    const files = new Map([
      [at("file"), "after"],
      [at("new/one"), "1"],
      // A directory stands in its place.
      [at("taken"), "2"],
    ]);
    expect(() => writeFiles(files)).to.throw();
    expect(readFileSync(at("file"), "utf8")).to.equal("before");
    expect(existsSync(at("new"))).to.equal(false);
    expect(readdirSync(folder).sort()).to.deep.equal(["file", "taken"]);
  });
});
