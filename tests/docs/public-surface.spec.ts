import { globSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { expect } from "chai";
import { readManifest } from "#tools/package/manifest";
import { exportsOf, publicModules } from "#tools/package/public";
import { specifierOf } from "#tools/package/specifier";
import { REPOSITORY } from "../support/project.ts";

describe("the public surface", () => {
  const modules = publicModules();

  it("is what package.json exports (npm run api refreshes it)", () => {
    expect(readManifest().exports).to.deep.equal(exportsOf(modules));
  });

  it("has every component, and what examples and systems are made of", () => {
    const files = modules.map(({ file }) => file);
    const pages = globSync("docs/components/*/*.md", { cwd: REPOSITORY }).map(
      (path) => /^`strata:.*from "(.+?)"`$/m.exec(readFileSync(join(REPOSITORY, path), "utf8"))?.[1],
    );
    const specifiers = files.map(specifierOf);
    expect(specifiers).to.include.members(pages.filter((page) => page !== undefined));
    for (const source of globSync("{docs/examples,stacks}/**/*.ts", { cwd: REPOSITORY })) {
      const text = readFileSync(join(REPOSITORY, source), "utf8");
      const imported = [...text.matchAll(/from "#((?:components|blueprints|models|graph)\/.+?)"/g)];
      expect(files, source).to.include.members(imported.map(([, path]) => `${path}.ts`));
    }
  });

  it("has no path twice", () => {
    const subpaths = modules.map(({ subpath }) => subpath);
    expect(new Set(subpaths).size).to.equal(subpaths.length);
  });

  it("says of a module that is not public that it is not", () => {
    expect(() => specifierOf("cli/main.ts")).to.throw("cli/main.ts is not public");
  });
});

describe("the mark @public", () => {
  let root: string;

  before(() => {
    root = mkdtempSync(join(tmpdir(), "strata-public-"));
  });

  after(() => rmSync(root, { recursive: true }));

  const found = (comment: string) => {
    mkdirSync(dirname(join(root, "graph/thing.ts")), { recursive: true });
    writeFileSync(join(root, "graph/thing.ts"), `${comment}\nexport const thing = 1;\n`);
    return publicModules(root);
  };

  it("stands at the end of a doc comment, or on a line of its own", () => {
    const expected = [{ file: "graph/thing.ts", subpath: "graph/thing" }];
    expect(found("/** A thing. @public */")).to.deep.equal(expected);
    expect(found("/** @public */")).to.deep.equal(expected);
    expect(found("/**\n * A thing.\n *\n * @public\n * @throws Error\n */")).to.deep.equal(expected);
  });

  it("may state another path", () => {
    const [module] = found("/** A thing. @public thing */");
    expect(module?.subpath).to.equal("thing");
    expect(exportsOf(found("/**\n * A thing.\n *\n * @public thing\n */"))).to.deep.equal({
      "./thing": { types: "./dist/graph/thing.d.ts", default: "./dist/graph/thing.js" },
      "./package.json": "./package.json",
    });
  });

  it("is no mark in the midst of a sentence, or outside a doc comment", () => {
    expect(found("/** Without @public nobody can import it. */")).to.deep.equal([]);
    expect(found("// @public")).to.deep.equal([]);
    expect(found("/** A thing. @internal */")).to.deep.equal([]);
  });
});
