import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { REPOSITORY } from "../project.ts";

/** An argument as its interface declares it. */
export interface DeclaredArgument {
  readonly name: string;
  readonly type: string;
  /** Its doc comment, on one line. */
  readonly text: string;
}

/** All interfaces of the components, by name. */
const INTERFACES = new Map(
  globSync("components/**/*.ts", { cwd: REPOSITORY })
    .map((file) =>
      ts.createSourceFile(file, readFileSync(join(REPOSITORY, file), "utf8"), ts.ScriptTarget.Latest, true),
    )
    .flatMap((source) => source.statements.filter(ts.isInterfaceDeclaration))
    .map((declaration) => [declaration.name.text, declaration] as const),
);

/** The arguments that an interface of the components declares, and those of the interfaces that it extends. */
export function argumentsDeclaredBy(name: string): DeclaredArgument[] {
  const declaration = INTERFACES.get(name);
  if (!declaration) {
    throw new Error(`no interface of the components is called ${name}`);
  }
  const inherited = (declaration.heritageClauses ?? []).flatMap(({ types }) =>
    types.flatMap(({ expression }) => argumentsDeclaredBy(expression.getText())),
  );
  const own = declaration.members.filter(ts.isPropertySignature).map((member) => ({
    name: member.name.getText(),
    type: member.type?.getText().replace(/\s+/g, " ") ?? "",
    text: ts
      .getJSDocCommentsAndTags(member)
      .filter(ts.isJSDoc)
      .map((doc) => ts.getTextOfJSDocComment(doc.comment) ?? "")
      .join(" ")
      .replace(/\s+/g, " "),
  }));
  return [...own, ...inherited];
}
