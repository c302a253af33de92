import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { type CommandResult, type TemporaryProject, temporaryProject } from "../../support/project.ts";
import { allMutations, KINDS, type Mutation, STACKS } from "./mutations.ts";
import { PLANTED } from "./programs.ts";

/** Number of mistakes that are tried, spread over all kinds, settings and files. */
const TRIED = 360;

/** Settings that a stack may leave out: they have defaults, and a replica more or less is a decision. */
const OPTIONAL = new Set([
  "strata:database.pool",
  "strata:database.pool.idle",
  "strata:database.pool.open",
  "strata:database.replicas.a",
  "strata:database.replicas.b",
  "strata:frontend.replicas",
  "strata:limits.login",
]);

/** Mistakes of which the parser may notice a later line, or the end of the file. */
const SYNTAX = new Set(["an open bracket", "a second document", "a tab", "a key twice", "nothing"]);

/** Whether a changed file is still a valid one. */
function isValid({ kind, path }: Mutation): boolean {
  return kind === "a removed key" && OPTIONAL.has(path);
}

/** Every so many of all mistakes, so that the same are tried in each run. */
function sample(): Mutation[] {
  const all = allMutations();
  const step = all.length / TRIED;
  return Array.from({ length: TRIED }, (_, index) => all[Math.floor(index * step)]).filter(
    (mutation) => mutation !== undefined,
  );
}

describe("a stack file with one mistake:", () => {
  const tried = sample();
  const results = new Map<Mutation, CommandResult>();
  let project: TemporaryProject;

  before(async () => {
    project = temporaryProject({ "stacks/.keep": "" });
    for (const mutation of tried) {
      const path = join(project.root, fileOf(mutation));
      writeFileSync(path, mutation.text);
      results.set(mutation, await project.run("check", mutation.stack, "--json"));
      rmSync(path);
    }
  });

  after(() => project.remove());

  const fileOf = ({ stack }: Mutation) => `stacks/Pulumi.${stack}.yaml`;

  it(`I16 tries ${TRIED}, of every kind in every stack file`, () => {
    expect(new Set(tried.map(({ kind }) => kind))).to.deep.equal(new Set(Object.keys(KINDS)));
    expect(new Set(tried.map(({ stack }) => stack))).to.deep.equal(new Set(STACKS));
    expect(new Set(tried).size).to.equal(TRIED);
    expect(tried.filter(isValid).length).to.be.within(1, 10);
  });

  for (const kind of Object.keys(KINDS)) {
    const ofKind = tried.filter((mutation) => mutation.kind === kind);
    it(`I16 ${kind} (${ofKind.length})`, () => {
      for (const mutation of ofKind) {
        assertExplained(mutation, results.get(mutation) as CommandResult);
      }
    });
  }

  function assertExplained(mutation: Mutation, { code, out, error }: CommandResult): void {
    const title = `${mutation.stack}: ${mutation.path}\n${error}`;
    expect(out + error, title).not.to.contain(PLANTED);
    if (isValid(mutation)) {
      // Without the repository's exceptions a stack may have findings.
      expect(code, title).to.be.within(0, 1);
      return;
    }
    expect({ code, out }, title).to.deep.equal({ code: 2, out: "" });
    expect(error, title).not.to.match(/\n\s+at .*\n\s+at |unexpectedly/);
    const places = [...error.matchAll(/^(stacks\/Pulumi\.[\w-]+\.yaml):(\d+) {2}\S/gm)];
    if (places.length === 0) {
      // Values that a component refuses: its argument is named, and the program's line.
      expect(error, title).to.match(/^\w+ "[\w-]+": [\w[\]".]+ is .*; allowed are .*\n {2}at \S+:\d+\n$/);
      return;
    }
    for (const [, file, line] of places) {
      expect(file, title).to.equal(fileOf(mutation));
      if (!SYNTAX.has(mutation.kind)) {
        const [own = 0] = mutation.lines;
        // A value below its key, and the line that another part of the file refers to it from.
        const near = [own, own + 1, own + 2, ...mutation.lines];
        expect(near, title).to.include(Number(line));
      }
    }
  }
});
