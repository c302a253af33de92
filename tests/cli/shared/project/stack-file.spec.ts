import { expect } from "chai";
import { findProject } from "#cli/shared/project/project";
import { readStackFile } from "#cli/shared/project/stack-file";
import { type TemporaryProject, temporaryProject } from "../../../support/project.ts";

describe("stack files", () => {
  let project: TemporaryProject | undefined;

  afterEach(() => project?.remove());

  function read(content: string) {
    project = temporaryProject({ "stacks/Pulumi.one.yaml": content });
    return readStackFile(findProject(project.root), "one");
  }

  it("hands values over as the engine does: scalars as text, objects and lists as JSON", () => {
    const { values } = read("config:\n  a:b: 5\n  a:c: [1, x]\n  a:d: {e: true}\n  a:f: text\n");
    expect(values).to.deep.equal({ "a:b": "5", "a:c": '[1,"x"]', "a:d": '{"e":true}', "a:f": "text" });
  });

  it("hides encrypted values, whole and nested, and names their keys", () => {
    const { values, secretKeys } = read(
      "config:\n  a:whole:\n    secure: v1:AAAA\n  a:part:\n    user: me\n    password:\n      secure: v1:BBBB\n  a:plain: x\n",
    );
    expect(secretKeys).to.deep.equal(["a:whole", "a:part"]);
    expect(values).to.deep.equal({
      "a:whole": "[secret]",
      "a:part": '{"user":"me","password":"[secret]"}',
      "a:plain": "x",
    });
  });

  it("finds the line of a key, of a list's item, and of the nearest parent of what is missing", () => {
    const { lineOf } = read("config:\n  a:b:\n    c:\n      - x\n      - y\n  a:d: 1\n");
    expect(lineOf(["a:b", "c"])).to.equal(3);
    expect(lineOf(["a:b", "c", 1])).to.equal(5);
    expect(lineOf(["a:b", "missing", "deeper"])).to.equal(2);
    expect(lineOf(["missing"])).to.equal(1);
  });

  it("refuses a config that is no mapping", () => {
    expect(() => read("config: 5\n")).to.throw("stacks/Pulumi.one.yaml:1  config is not a mapping");
  });
});
