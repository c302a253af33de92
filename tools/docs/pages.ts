import { globSync } from "node:fs";
import { type ComponentDoc, documentFile } from "./component.ts";
import { page, pagePath } from "./component-page.ts";
import { interfacesOf, parse } from "./declarations.ts";
import { type Page, ROOT } from "./page.ts";
import { rulesPage } from "./rules-page.ts";

/** All pages, and the index of them. */
export function componentPages(): Page[] {
  const interfaces = interfacesOf(globSync("components/**/*.ts", { cwd: ROOT }).sort().map(parse));
  const components = globSync("components/*/*.ts", { cwd: ROOT })
    .sort()
    .flatMap((file) => documentFile(file, interfaces));
  return [
    ...components.map((component) => ({ path: pagePath(component), content: page(component) })),
    rulesPage(),
    index(components),
  ];
}

function index(components: readonly ComponentDoc[]): Page {
  const byLayer = Map.groupBy(components, ({ layer }) => layer);
  const lines = [
    "# Components",
    "",
    "Each page is made from the component's own doc comments (`npm run docs`), with an example that the tests run.",
    "",
    ...[...byLayer].flatMap(([layer, members]) => [
      `## ${layer}`,
      "",
      ...members.map(
        (component) =>
          `- [${component.name}](${pagePath(component).replace("docs/", "")}): ${firstSentence(component.text)}`,
      ),
      ...(layer === "edge"
        ? ["- [Rules and records](components/edge/rules.md): what a Zone takes as `rules` and `records`."]
        : []),
      "",
    ]),
  ];
  return { path: "docs/components.md", content: lines.join("\n") };
}

function firstSentence(text: string): string {
  const line = text.split("\n\n")[0]?.replace(/\s+/g, " ") ?? "";
  return /^.*?[.](?= |$)/.exec(line)?.[0] ?? line;
}
