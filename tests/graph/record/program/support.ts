import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { fileURLToPath } from "node:url";
import { expect } from "chai";

const REPOSITORY = new URL("../../../..", import.meta.url).pathname;

/** Where a spec throws, by a comment that ends the line. */
export interface SourceLines {
  /** The spec's path below the repository. */
  readonly file: string;
  /** What an error says of the line that ends with this mark. */
  readonly at: (mark: string) => string;
}

/** The marked lines of a spec. */
export function linesOf(url: string): SourceLines {
  const path = fileURLToPath(url);
  const lines = readFileSync(path, "utf8").split("\n");
  const file = relative(REPOSITORY, path);
  const lineOf = (mark: string) => lines.findIndex((line) => line.endsWith(`// ${mark}`)) + 1;
  return { file, at: (mark) => `\n  at ${file}:${lineOf(mark)}` };
}

/** Fails each test of the suite that leaves a rejection unhandled: Node ends a process then, mocha only passes it on. */
export function expectNoUnhandledRejections(): void {
  const unhandled: unknown[] = [];
  const note = (reason: unknown) => {
    unhandled.push(reason);
  };
  before(() => {
    process.on("unhandledRejection", note);
  });
  afterEach(async () => {
    await new Promise((resolve) => setImmediate(resolve));
    expect(unhandled.splice(0)).to.deep.equal([]);
  });
  after(() => {
    process.off("unhandledRejection", note);
  });
}
