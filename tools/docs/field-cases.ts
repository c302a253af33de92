import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type Page, ROOT } from "./page.ts";

/*
 * The page about cases from the field is written by hand, a heading for each case; the lines that begin with "Held by"
 * name the tests whose titles begin with the case's id.
 */

const PAGE = "docs/field-cases.md";
const HEADING = /^### ([A-IK]\d+[a-z]?)\. /;
const TITLE = /\b(?:it|describe)\(\s*(["'`])([A-IK]\d+[a-z]?(?:, [A-IK]\d+[a-z]?)*) ((?:(?!\1).|\n)*)\1/g;
const HELD_BY = "Held by ";

/** A test that holds one or several cases. */
export interface HoldingTest {
  /** Such as `D3`, or several. */
  readonly ids: readonly string[];
  readonly title: string;
  /** Path relative to the repository. */
  readonly file: string;
}

/** The tests whose titles begin with ids of cases, by file and position. */
export function holdingTests(): HoldingTest[] {
  return globSync("tests/**/*.spec.ts", { cwd: ROOT })
    .sort()
    .flatMap((file) =>
      [...readFileSync(join(ROOT, file), "utf8").matchAll(TITLE)].map((match) => ({
        ids: (match[2] ?? "").split(", "),
        title: (match[3] ?? "").replace(/\s+/g, " "),
        file,
      })),
    );
}

/** The ids that the page has headings for, in order. */
export function documentedCases(): string[] {
  return lines().flatMap((line) => HEADING.exec(line)?.[1] ?? []);
}

/** The page with its lines about tests made anew. */
export function fieldCasesPage(): Page {
  const tests = holdingTests();
  const written = lines().filter((line) => !line.startsWith(HELD_BY));
  const content = written.flatMap((line, index) => {
    const id = HEADING.exec(line)?.[1];
    if (id === undefined) return [line];
    const files = [...new Set(tests.filter(({ ids }) => ids.includes(id)).map(({ file }) => file))];
    const held = files.length === 0 ? "no test" : files.map((file) => `\`${file}\``).join(", ");
    return [line, "", `${HELD_BY}${held}.`, ...(written[index + 1] === "" ? [] : [""])];
  });
  return { path: PAGE, content: content.join("\n").replace(/\n{3,}/g, "\n\n") };
}

function lines(): string[] {
  return readFileSync(join(ROOT, PAGE), "utf8").split("\n");
}
