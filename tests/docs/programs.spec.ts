import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { mistakesIn } from "../support/documents/compile.ts";
import { codeBlocks, withSourceImports } from "../support/documents/examples.ts";
import { REPOSITORY } from "../support/project.ts";

const BROKEN = "docs/broken.ts";

/** Files of this repository are where their titles say; those of a user's project are in a folder of their document. */
function pathOf(document: string, title: string): string {
  return /^(policies|tests)\//.test(title) ? title : `docs/${document}.d/${title}`;
}

/** The programs that documents show, by path. */
function shownPrograms(): Record<string, string> {
  const documents = ["README.md", ...globSync("docs/{*,runbooks/*}.md", { cwd: REPOSITORY }).sort()];
  const blocks = documents.flatMap((document) =>
    codeBlocks(document)
      .filter(({ language, title }) => language === "ts" && title.endsWith(".ts"))
      .map(({ title, code }) => [pathOf(document, title), withSourceImports(code)] as const),
  );
  return Object.fromEntries(blocks);
}

function examples(): Record<string, string> {
  // Those in programs/ are projects with compilers' settings of their own.
  const files = globSync("docs/examples/*/*.ts", { cwd: REPOSITORY });
  return Object.fromEntries(files.map((file) => [file, readFileSync(join(REPOSITORY, file), "utf8")]));
}

describe("programs in documents", () => {
  const programs = { ...shownPrograms(), ...examples() };
  const readme = codeBlocks("README.md").find(({ title }) => title === "strata.config.ts")?.code ?? "";
  let mistakes: readonly string[];

  before(() => {
    const withoutPort = withSourceImports(readme).replace("port: 8080,", "");
    mistakes = mistakesIn({ ...programs, [BROKEN]: withoutPort });
  });

  it("F5 type-check, every one", () => {
    expect(Object.keys(programs)).to.include("docs/README.md.d/strata.config.ts");
    expect(mistakes.filter((mistake) => !mistake.startsWith(BROKEN))).to.deep.equal([]);
  });

  it("F5 do not type-check without a required argument", () => {
    const [mistake, ...more] = mistakes.filter((each) => each.startsWith(BROKEN));
    expect(mistake).to.contain("port");
    expect(more).to.deep.equal([]);
  });
});
