import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { specifierOf } from "../package/specifier.ts";
import type { ArgumentDoc, ComponentDoc } from "./component.ts";
import { ROOT } from "./page.ts";

/** A name in lower case with hyphens, as files are named. */
const kebab = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();

/** Where a component's page lies, relative to the repository. */
export function pagePath({ layer, name }: ComponentDoc): string {
  return `docs/components/${layer}/${kebab(name)}.md`;
}

/** The page about one component. */
export function page(component: ComponentDoc): string {
  const { layer, name, file, text } = component;
  const example = exampleOf(component);
  return [
    `# ${name}`,
    "",
    `\`strata:${layer}:${name}\` · \`import { ${name} } from "${specifierOf(file)}"\``,
    "",
    text,
    "",
    ...table("Arguments", component.arguments),
    ...table("Gives", component.members),
    ...(example ? ["## Example", "", "```ts", exampleCode(example), "```", ""] : []),
  ].join("\n");
}

function table(title: string, rows: readonly ArgumentDoc[]): string[] {
  if (rows.length === 0) {
    return [];
  }
  const cell = (text: string) => text.replace(/\n+/g, " ").replaceAll("|", "\\|");
  return [
    `## ${title}`,
    "",
    "| Name | Type | Meaning |",
    "|---|---|---|",
    ...rows.map(
      ({ name, type, optional, text }) =>
        `| \`${name}\`${optional || title !== "Arguments" ? "" : " *"} | \`${cell(type)}\` | ${cell(text)} |`,
    ),
    "",
    ...(title === "Arguments" ? ["\\* must be given", ""] : []),
  ];
}

/** An example with its imports as a user of the package writes them. */
export function exampleCode(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
    .trim()
    .replace(/from "#(.+?)"/g, (_all, path: string) => `from "${specifierOf(`${path}.ts`)}"`);
}

/** The worked example of a component: the file of its own name, or one that creates it, in its layer or in another. */
function exampleOf({ layer, name }: ComponentDoc): string | undefined {
  const own = `docs/examples/${layer}/${kebab(name)}.ts`;
  if (existsSync(join(ROOT, own))) {
    return own;
  }
  const creation = new RegExp(`\\bnew ${name}\\(`);
  return [`docs/examples/${layer}/*.ts`, "docs/examples/*/*.ts"]
    .flatMap((pattern) => globSync(pattern, { cwd: ROOT }).sort())
    .find((file) => creation.test(readFileSync(join(ROOT, file), "utf8")));
}
