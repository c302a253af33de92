import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { recordProgram } from "#graph/record/program";
import { RecordingError } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { nodeNamed } from "../../../support/record.ts";

const SDK = import.meta.resolve("@pulumi/pulumi");
const HEAD = `import * as pulumi from ${JSON.stringify(SDK)};
class Group extends pulumi.ComponentResource {
  constructor(name) {
    super("test:index:Group", name);
  }
}
`;

describe("recording a program from its entry module", () => {
  let folder: string;
  before(() => {
    folder = mkdtempSync(join(tmpdir(), "strata-program-"));
  });
  after(() => {
    rmSync(folder, { recursive: true });
  });

  let written = 0;
  const write = (text: string) => {
    written += 1;
    const main = join(folder, `program-${written}.mjs`);
    writeFileSync(main, HEAD + text);
    return main;
  };
  const run = (main: string) => recordProgram(main, { project: "tests", stack: "unit", root: folder });
  const failure = async (main: string): Promise<RecordingError> => {
    const result = await run(main).catch((error: unknown) => error);
    if (result instanceof RecordingError) {
      return result;
    }
    throw new Error("recorded");
  };

  it("calls a default function, and again for each recording", async () => {
    const main = write(`let runs = 0;
export default async () => {
  await undefined;
  new Group("group");
  return { runs: ++runs };
};`);
    expect(outputsOf(await run(main))).to.deep.equal({ runs: 1 });
    const graph = await run(main);
    expect(outputsOf(graph)).to.deep.equal({ runs: 2 });
    expect(nodeNamed(graph, "group").source).to.include({ file: "program-1.mjs", line: 10 });
  });

  it("takes what is exported as outputs, and runs such a program once", async () => {
    const main = write(`new Group("group");
export const answer = pulumi.output(42);
export const name = "x";`);
    const graph = await run(main);
    expect(outputsOf(graph)).to.deep.equal({ answer: 42, name: "x" });
    expect(graph.nodes.map(({ name }) => name)).to.include("group");
    expect((await failure(main)).message).to.equal(
      `${main} runs on import, once per process; export a default function to plan it again`,
    );
  });

  it("takes a default export that is no function as the outputs", async () => {
    expect(outputsOf(await run(write("export default { answer: 42 };")))).to.deep.equal({ answer: 42 });
    expect(outputsOf(await run(write("export default () => 42;")))).to.deep.equal({});
  });

  it("fails as the module fails: while it is imported, found, or read", async () => {
    const thrown = await failure(write('throw new Error("at import");'));
    expect(thrown.message).to.match(/^at import\n {2}at program-\d\.mjs:7$/);
    expect((await failure(join(folder, "missing.mjs"))).message).to.match(
      /^Cannot find module .*missing\.mjs/,
    );
    expect((await failure(write("export default ("))).message).to.match(/^Unexpected end of input/);
  });
});
