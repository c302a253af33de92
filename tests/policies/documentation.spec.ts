import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { expect } from "chai";
import { parseExceptions } from "#policies/exceptions/parse";
import { RULES } from "#policies/rules";
import { codeBlock } from "../support/documents/examples.ts";
import { REPOSITORY } from "../support/project.ts";

const DOCUMENT = "docs/policies.md";
const RULE = "policies/kubernetes/pod/priority-class.ts";
const SPEC = "tests/policies/kubernetes/pod/priority-class.spec.ts";

// The example is a rule and its spec. The spec registers its tests when it is imported, as any spec does.
const folder = mkdtempSync(join(tmpdir(), "strata-rule-"));
writeFileSync(join(folder, "rule.ts"), runnable(RULE));
writeFileSync(
  join(folder, "rule.spec.ts"),
  runnable(SPEC).replace(pathToFileURL(join(REPOSITORY, RULE)).href, "./rule.ts"),
);
await import(pathToFileURL(join(folder, "rule.spec.ts")).href);
rmSync(folder, { recursive: true });

describe(DOCUMENT, () => {
  it("shows a rule that the catalogue does not have yet", () => {
    expect(RULES.map(({ id }) => id)).not.to.include("kubernetes-priority-class");
  });

  it("shows an exception of a rule that there is", () => {
    const { code } = codeBlock(DOCUMENT, "exceptions");
    const [exception, ...others] = parseExceptions(code, DOCUMENT);
    expect(others).to.deep.equal([]);
    expect(RULES.map(({ id }) => id)).to.include(exception?.rule);
  });

  it("names every subject", () => {
    const text = readFileSync(join(REPOSITORY, DOCUMENT), "utf8");
    for (const subject of new Set(RULES.map(({ id }) => id.split("-")[0]))) {
      expect(text).to.include(`| \`${subject}\` |`);
    }
  });
});

/** A code block with its imports resolved as if it stood at the path that it is titled with. */
function runnable(path: string): string {
  const { code } = codeBlock(DOCUMENT, path);
  return code.replace(
    /from "(\..+?)"/g,
    (_all, target: string) =>
      `from "${pathToFileURL(resolve(dirname(join(REPOSITORY, path)), target)).href}"`,
  );
}
