import { expect } from "chai";
import { mutantsOf, mutate, shuffled } from "#tools/mutants/mutant";
import { changesOf } from "#tools/mutants/mutators";

/** The lines that mutants of a source text have in place of its own. */
function variants(text: string): string[] {
  return changesOf("some.ts", text).map((change) => mutate(text, change));
}

describe("mutators", () => {
  it("I17 change numbers, comparisons, conditions and flags", () => {
    expect(variants("const a = b > 5;")).to.have.members([
      "const a = b >= 5;",
      "const a = b < 5;",
      "const a = b > 50;",
      "const a = b > 4;",
    ]);
    expect(variants("const a = b && !c;")).to.have.members(["const a = b || !c;", "const a = b && c;"]);
    expect(variants("f(true);")).to.include("f(false);");
    expect(variants("const a = 0.05;")).to.have.members(["const a = 0.5;", "const a = 1.05;"]);
  });

  it("I17 drop members of lists, properties and statements", () => {
    expect(variants("const a = [b, c];")).to.have.members(["const a = [ c];", "const a = [b, ];"]);
    expect(variants("const a = { b, c: d };")).to.have.members([
      "const a = {  c: d };",
      "const a = { b,  };",
    ]);
    expect(variants("function f() { g(); }")).to.have.members(["function f() {  }"]);
    expect(variants("for (const a of b) { if (a) { c.push(a); } }")).to.have.members([
      "for (const a of b) {  }",
      "for (const a of b) { if (!(a)) { c.push(a); } }",
      "for (const a of b) { if (a) {  } }",
    ]);
  });

  it("I17 change names, ids and kinds, and what expressions compare", () => {
    expect(variants('const a = "batch/v1:Job";')).to.have.members(['const a = "batch/v1:Job-x";']);
    expect(variants(`const a = \`x{\${b}} >= 80 and y{\${b}} > \${c}\`;`)).to.have.members([
      `const a = \`x{\${b}} <= 80 and y{\${b}} > \${c}\`;`,
      `const a = \`x{\${b}} >= 800 and y{\${b}} > \${c}\`;`,
      `const a = \`x{\${b}} >= 79 and y{\${b}} > \${c}\`;`,
      `const a = \`x{\${b}} >= 80 and y{\${b}} < \${c}\`;`,
    ]);
    expect(variants("const a = /^b$/;")).to.have.members(["const a = /b$/;", "const a = /^b/;"]);
  });

  it("leave types, imports, words for readers and errors' messages alone", () => {
    expect(variants('import { a } from "b"; type C = "d" | 1; interface E { f: 2 }')).to.deep.equal([]);
    expect(variants('const a = { title: "Images have a tag" };')).to.deep.equal([]);
    expect(variants('throw new RangeError("port is 5; allowed are 1 to 9");')).to.deep.equal([]);
  });

  it("say whether a change takes effect when its module is loaded", () => {
    const changes = changesOf("some.ts", "const a = 1; const b = () => 2;");
    expect(changes.map(({ inFunction }) => inFunction)).to.deep.equal([false, false, true, true]);
  });
});

describe("mutants", () => {
  const text = "const a = 1;\nconst b = 1;\n";
  const mutants = mutantsOf("some.ts", text, changesOf("some.ts", text));

  it("have ids that stay when code moves, and differ from each other", () => {
    const moved = `// A comment.\n${text}`;
    const later = mutantsOf("some.ts", moved, changesOf("some.ts", moved));
    expect(later.map(({ id }) => id)).to.deep.equal(mutants.map(({ id }) => id));
    expect(later.map(({ line }) => line)).to.deep.equal([2, 2, 3, 3]);
    expect(new Set(mutants.map(({ id }) => id)).size).to.equal(4);
  });

  it("are tried in the order of the seed", () => {
    const order = (seed: number) => shuffled(mutants, seed).map(({ id }) => id);
    expect(order(1)).to.have.members(order(2)).and.not.deep.equal(order(2));
    expect(shuffled(mutants.toReversed(), 1).map(({ id }) => id)).to.deep.equal(order(1));
  });
});
