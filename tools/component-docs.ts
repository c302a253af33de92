import { existsSync, globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { readManifest } from "./package/manifest.ts";

/*
 * Pages about components, made from their own doc comments: what a class is for, what its arguments mean, and
 * the worked example that the tests run. Nothing is written twice.
 */

export const ROOT = join(import.meta.dirname, "..");

const PACKAGE = readManifest().name;

/** A generated page. */
export interface Page {
  /** Path relative to the repository. */
  readonly path: string;
  readonly content: string;
}

interface ArgumentDoc {
  readonly name: string;
  readonly type: string;
  readonly optional: boolean;
  readonly text: string;
}

interface ComponentDoc {
  readonly layer: string;
  readonly name: string;
  readonly file: string;
  readonly text: string;
  readonly arguments: readonly ArgumentDoc[];
  readonly members: readonly ArgumentDoc[];
}

/** All pages, and the index of them. */
export function componentPages(): Page[] {
  const sources = globSync("components/**/*.ts", { cwd: ROOT }).sort().map(parse);
  const interfaces = byName(sources, ts.isInterfaceDeclaration);
  const classes = byName(sources, ts.isClassDeclaration);
  const components = globSync("components/*/*.ts", { cwd: ROOT })
    .sort()
    .flatMap((file) => documentFile(file, interfaces, classes));
  return [
    ...components.map((component) => ({ path: pagePath(component), content: page(component) })),
    rulesPage(),
    index(components),
  ];
}

function documentFile(file: string, interfaces: Interfaces, classes: Classes): ComponentDoc[] {
  const source = parse(file);
  return source.statements.filter(ts.isClassDeclaration).flatMap((declaration) => {
    const lineage = lineageOf(declaration, classes);
    if (isAbstract(declaration) || !lineage.some(({ name }) => name?.text === "Component")) {
      return [];
    }
    const name = declaration.name?.text ?? "";
    return {
      layer: file.split("/")[1] ?? "",
      name,
      file,
      text: docText(declaration),
      arguments: membersOf(`${name}Args`, interfaces).flatMap(documentMember),
      members: lineage
        .flatMap(({ members }) => [...members])
        .filter((member) => ts.isPropertyDeclaration(member) && isPublic(member))
        .flatMap(documentMember),
    };
  });
}

function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/** Every interface of the components by its name, since arguments extend those of other files. */
type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

/** Every class by its name, since components share what they give. */
type Classes = ReadonlyMap<string, ts.ClassDeclaration>;

function byName<T extends ts.InterfaceDeclaration | ts.ClassDeclaration>(
  sources: readonly ts.SourceFile[],
  isWanted: (node: ts.Statement) => node is T & ts.Statement,
): ReadonlyMap<string, T> {
  const declarations = sources.flatMap(({ statements }) => statements.filter(isWanted));
  return new Map(declarations.map((each) => [each.name?.text ?? "", each]));
}

/** An interface's own members, then those that it takes over; `Omit` leaves out what it names. */
function membersOf(name: string, interfaces: Interfaces): ts.TypeElement[] {
  const declaration = interfaces.get(name);
  const inherited = (declaration?.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression, typeArguments = [] }) => {
      const base = expression.getText();
      const [from, names] = typeArguments;
      if (base !== "Omit") {
        return membersOf(base, interfaces);
      }
      const left = new Set(names?.getText().match(/\w+/g));
      return membersOf(from?.getText() ?? "", interfaces).filter(
        (member) => !left.has(member.name?.getText() ?? ""),
      );
    }),
  );
  const own = [...(declaration?.members ?? [])];
  const names = new Set(own.map((member) => member.name?.getText()));
  return [...own, ...inherited.filter((member) => !names.has(member.name?.getText()))];
}

/** A class and those that it takes over from, itself first. */
function lineageOf(declaration: ts.ClassDeclaration, classes: Classes): ts.ClassDeclaration[] {
  const base = declaration.heritageClauses
    ?.find(({ token }) => token === ts.SyntaxKind.ExtendsKeyword)
    ?.types[0]?.expression.getText();
  const inherited = base === undefined ? undefined : classes.get(base);
  return inherited ? [declaration, ...lineageOf(inherited, classes)] : [declaration];
}

function isAbstract({ modifiers }: ts.ClassDeclaration): boolean {
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.AbstractKeyword) ?? false;
}

function isPublic(member: ts.ClassElement): boolean {
  return (
    member.name !== undefined && !ts.isPrivateIdentifier(member.name) && member.name.getText() !== "resources"
  );
}

function documentMember(member: ts.TypeElement | ts.ClassElement): ArgumentDoc[] {
  if (!(ts.isPropertySignature(member) || ts.isPropertyDeclaration(member)) || !member.type) {
    return [];
  }
  return [
    {
      name: member.name.getText(),
      type: member.type.getText().replace(/\s+/g, " "),
      optional: member.questionToken !== undefined,
      text: docText(member),
    },
  ];
}

function docText(node: ts.Node): string {
  return ts
    .getJSDocCommentsAndTags(node)
    .filter(ts.isJSDoc)
    .map((doc) =>
      [ts.getTextOfJSDocComment(doc.comment) ?? "", ...(doc.tags ?? []).map(tagText)]
        .filter((text) => text !== "")
        .join("\n\n"),
    )
    .join("\n\n")
    .replace(/\{@link (\w+)\}/g, "`$1`")
    .trim();
}

/** A tag in words; one that only says who may use the declaration has none. */
function tagText(tag: ts.JSDocTag): string {
  const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
  if (ts.isJSDocParameterTag(tag)) {
    return `\`${tag.name.getText()}\`: ${text}`;
  }
  return tag.tagName.text === "throws" ? `Fails with ${text}.` : text;
}

const kebab = (name: string) => name.replace(/(?<=[a-z0-9])(?=[A-Z])/g, "-").toLowerCase();

function pagePath({ layer, name }: ComponentDoc): string {
  return `docs/components/${layer}/${kebab(name)}.md`;
}

function page(component: ComponentDoc): string {
  const { layer, name, file, text } = component;
  const example = exampleOf(component);
  return [
    `# ${name}`,
    "",
    `\`strata:${layer}:${name}\` · \`import { ${name} } from "${PACKAGE}/${file.replace(/\.ts$/, "")}"\``,
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
function exampleCode(file: string): string {
  return readFileSync(join(ROOT, file), "utf8")
    .trim()
    .replace(/from "#(.+?)"/g, `from "${PACKAGE}/$1"`);
}

/** The worked example of a component: the file of its own name, or the one that names it. */
function exampleOf({ layer, name }: ComponentDoc): string | undefined {
  const own = `docs/examples/${layer}/${kebab(name)}.ts`;
  if (existsSync(join(ROOT, own))) {
    return own;
  }
  return globSync("docs/examples/*/*.ts", { cwd: ROOT })
    .sort()
    .find((file) => new RegExp(`\\bnew ${name}\\(`).test(readFileSync(join(ROOT, file), "utf8")));
}

/** What a zone's rules are made of: functions, so they have one page together. */
function rulesPage(): Page {
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
    `import { ${each.name?.text} } from "${PACKAGE}/${file.replace(/\.ts$/, "")}";`,
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
