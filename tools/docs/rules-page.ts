import { globSync } from "node:fs";
import ts from "typescript";
import { specifierOf } from "../package/specifier.ts";
import { exampleCode } from "./component-page.ts";
import { docText, parse } from "./declarations.ts";
import { type Page, ROOT } from "./page.ts";

/** What a zone's rules are made of: functions, so they have one page together. */
export function rulesPage(): Page {
  const functions = globSync("components/edge/{rules/**/*,mail}.ts", { cwd: ROOT })
    .sort()
    .flatMap((file) =>
      parse(file)
        .statements.filter(ts.isFunctionDeclaration)
        .map((each) => ({ file, each })),
    )
    .filter(({ each }) =>
      /^(ZoneRule|ZoneRecord|Readonly<Record<string, (ZoneRule|ZoneRecord)>>)$/.test(
        each.type?.getText() ?? "",
      ),
    )
    .filter(({ each }) => each.modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword));
  const sections = functions.flatMap(({ file, each }) => [
    `## ${each.name?.text}`,
    "",
    "```ts",
    `import { ${each.name?.text} } from "${specifierOf(file)}";`,
    `${each.name?.text}(${each.parameters.map((parameter) => parameter.getText().replace(/\s+/g, " ")).join(", ")})`,
    "```",
    "",
    docText(each),
    "",
  ]);
  const title = "# Rules and records of a Zone";
  const intro =
    "What a [Zone](zone.md) takes as `rules` and `records`: values made by these functions, collected into one ruleset a phase.";
  const example = ["## Example", "", "```ts", exampleCode("docs/examples/edge/rules.ts"), "```", ""];
  return {
    path: "docs/components/edge/rules.md",
    content: [title, "", intro, "", ...sections, ...example].join("\n"),
  };
}
