import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import { ROOT } from "../public.ts";

/** Where `tsc` leaves the declarations of every module that it checks. */
const TYPES = join(ROOT, ".cache/types");

/** A name in a module of the repository. */
export interface Reference {
  /** Source of the module, relative to the repository. */
  readonly file: string;
  readonly name: string;
}

/** One declaration of a module. */
export interface Declaration {
  readonly name: string;
  /** False for what only its own module names. */
  readonly exported: boolean;
  /** The signature, without comments and private members. */
  readonly text: string;
  /** The types that it names, of its own module or imported ones. */
  readonly types: readonly Reference[];
}

/** What a module declares, and what it hands on from others. */
export interface Declarations {
  readonly own: readonly Declaration[];
  readonly reexported: readonly Reference[];
}

/**
 * Reads a module's declarations.
 *
 * @param file source, relative to the repository
 * @throws Error when `tsc` has not run
 */
export function declarationsOf(file: string): Declarations {
  const source = parse(file);
  const { statements } = source;
  const imported = new Map(
    statements
      .filter(ts.isImportDeclaration)
      .flatMap(({ moduleSpecifier, importClause }) =>
        referencesTo(moduleSpecifier, importClause?.namedBindings, file),
      ),
  );
  const own = statements
    .filter((each) => ts.isDeclarationStatement(each) || ts.isVariableStatement(each))
    .filter((each) => !(ts.isImportDeclaration(each) || ts.isExportDeclaration(each)))
    .map((statement) => ({ statement, name: nameOf(statement) }));
  const local = new Set(own.map(({ name }) => name));
  const resolve = (name: string): Reference | undefined =>
    local.has(name) ? { file, name } : imported.get(name);
  return {
    own: own.map(({ statement, name }) => ({
      name,
      exported: isExported(statement),
      text: signatureOf(statement, source),
      types: [...typesIn(statement)].flatMap((type) => resolve(type) ?? []),
    })),
    reexported: statements
      .filter(ts.isExportDeclaration)
      .flatMap(({ moduleSpecifier, exportClause }) => referencesTo(moduleSpecifier, exportClause, file))
      .map(([, reference]) => reference),
  };
}

function parse(file: string): ts.SourceFile {
  const path = join(TYPES, file.replace(/\.ts$/, ".d.ts"));
  if (!existsSync(path)) {
    throw new Error(`${path} is missing; run npm run types, which declares every module`);
  }
  return ts.createSourceFile(file, readFileSync(path, "utf8"), ts.ScriptTarget.Latest, true);
}

function isExported(statement: ts.Statement): boolean {
  const modifiers = ts.canHaveModifiers(statement) ? ts.getModifiers(statement) : undefined;
  return modifiers?.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword) ?? false;
}

/** Members such as `pro: "pro";`: the compiler lists them in an order that depends on what it read first. */
const ENUM_MEMBERS = /(?:^ *(\w+): "\1";\n)+/gm;

const printer = ts.createPrinter({ removeComments: true });

function signatureOf(statement: ts.Statement, source: ts.SourceFile): string {
  return printer
    .printNode(ts.EmitHint.Unspecified, statement, source)
    .replace(/^(export )?declare /, "$1")
    .replace(/^ +(#private|private .*);\n/gm, "")
    .replace(ENUM_MEMBERS, (members) => `${members.trimEnd().split("\n").sort().join("\n")}\n`);
}

function nameOf(statement: ts.Statement): string {
  if (ts.isVariableStatement(statement)) {
    return statement.declarationList.declarations.map(({ name }) => name.getText()).join();
  }
  return ts.isDeclarationStatement(statement) ? (statement.name?.getText() ?? "default") : "";
}

/** Names of types in a declaration, each once. */
function typesIn(node: ts.Node, found = new Set<string>()): Set<string> {
  if (ts.isTypeReferenceNode(node)) {
    found.add(firstName(node.typeName));
  } else if (ts.isExpressionWithTypeArguments(node) && ts.isIdentifier(node.expression)) {
    found.add(node.expression.text);
  }
  ts.forEachChild(node, (child) => void typesIn(child, found));
  return found;
}

function firstName(name: ts.EntityName | ts.Node): string {
  return ts.isQualifiedName(name) ? firstName(name.left) : name.getText();
}

/** Local name and origin of what an import or export declaration lists; none of a package's. */
function referencesTo(
  specifier: ts.Expression | undefined,
  bindings: ts.NamedImportBindings | ts.NamedExportBindings | undefined,
  file: string,
): (readonly [string, Reference])[] {
  const from = sourceOf(specifier, file);
  if (from === undefined || bindings === undefined) {
    return [];
  }
  const elements = ts.isNamedImports(bindings) || ts.isNamedExports(bindings) ? bindings.elements : [];
  return [...elements].map(({ name, propertyName }) => [
    name.text,
    { file: from, name: (propertyName ?? name).text },
  ]);
}

function sourceOf(specifier: ts.Expression | undefined, file: string): string | undefined {
  const text = specifier && ts.isStringLiteral(specifier) ? specifier.text : "";
  if (text.startsWith("#")) {
    return `${text.slice(1)}.ts`;
  }
  return text.startsWith(".") ? join(file, "..", text) : undefined;
}
