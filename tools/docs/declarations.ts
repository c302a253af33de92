import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "./page.ts";

/** Reads a source file. @param file path relative to the repository */
export function parse(file: string): ts.SourceFile {
  return ts.createSourceFile(file, readFileSync(join(ROOT, file), "utf8"), ts.ScriptTarget.Latest, true);
}

/** Every interface of the components by its name, since arguments extend those of other files. */
export type Interfaces = ReadonlyMap<string, ts.InterfaceDeclaration>;

export function interfacesOf(sources: readonly ts.SourceFile[]): Interfaces {
  const declarations = sources.flatMap(({ statements }) => statements.filter(ts.isInterfaceDeclaration));
  return new Map(declarations.map((each) => [each.name.text, each]));
}

/** An interface's own members, then those that it takes over; `Omit` leaves out what it names. */
export function membersOf(name: string, interfaces: Interfaces): ts.TypeElement[] {
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

/** What a class extends and what it implements, by name. */
export function heritageOf({ heritageClauses }: ts.ClassDeclaration) {
  const named = (keyword: ts.SyntaxKind) =>
    (heritageClauses ?? [])
      .filter(({ token }) => token === keyword)
      .flatMap(({ types }) => types.map(({ expression }) => expression.getText()));
  return {
    bases: named(ts.SyntaxKind.ExtendsKeyword),
    interfaces: named(ts.SyntaxKind.ImplementsKeyword),
  };
}

/** The words of a doc comment, with its tags as sentences. */
export function docText(node: ts.Node): string {
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

/** A tag in words; one that says who may use the declaration has none. */
function tagText(tag: ts.JSDocTag): string {
  if (["public", "internal"].includes(tag.tagName.text)) {
    return "";
  }
  const text = ts.getTextOfJSDocComment(tag.comment) ?? "";
  if (ts.isJSDocParameterTag(tag)) {
    return `\`${tag.name.getText()}\`: ${text}`;
  }
  return tag.tagName.text === "throws" ? `Fails with ${text}.` : text;
}
