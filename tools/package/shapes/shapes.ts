import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { ArgumentShapes, Shape } from "#components/core/shapes/shape";
import { ROOT } from "../public.ts";
import { ShapeTable } from "./encode.ts";
import { typedProgram } from "./program.ts";

/** Where components read the shapes of their arguments, relative to the repository. */
export const SHAPES = "components/core/shapes/shapes.json";

/** The function whose calls say which values are arguments: `argumentsOf("WebService", name, args)`. */
const CHECK = "argumentsOf";

/** The shapes of all arguments that the sources give to {@link CHECK}, by the component's or function's name. */
export function argumentShapes(): ArgumentShapes {
  const files = globSync("{components,blueprints}/**/*.ts", { cwd: ROOT })
    .sort()
    .filter((file) => readFileSync(join(ROOT, file), "utf8").includes(`${CHECK}(`));
  const program = typedProgram(files);
  const checker = program.getTypeChecker();
  const table = new ShapeTable(checker);
  const found = new Map<string, Shape>();
  for (const file of files) {
    const source = program.getSourceFile(join(ROOT, file));
    for (const { component, value } of source ? checkedValues(source) : []) {
      if (found.has(component)) {
        throw new Error(`${file}: the arguments of ${component} are checked in two places`);
      }
      found.set(component, table.shapeOf(checker.getTypeAtLocation(value), value));
    }
  }
  return { arguments: sorted(found), types: sorted(table.types) };
}

/** One line per type, so that a change is readable. */
export function shapesJson(shapes: ArgumentShapes): string {
  const lines = (byName: Readonly<Record<string, Shape>>) =>
    Object.entries(byName)
      .map(([name, shape]) => `    ${JSON.stringify(name)}: ${JSON.stringify(shape)}`)
      .join(",\n");
  return `{\n  "arguments": {\n${lines(shapes.arguments)}\n  },\n  "types": {\n${lines(shapes.types)}\n  }\n}\n`;
}

function sorted(shapes: ReadonlyMap<string, Shape>): Record<string, Shape> {
  return Object.fromEntries([...shapes].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function checkedValues(source: ts.SourceFile): { component: string; value: ts.Expression }[] {
  const found: { component: string; value: ts.Expression }[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && node.expression.getText(source) === CHECK) {
      const [component, , value] = node.arguments;
      if (component && value && ts.isStringLiteral(component)) {
        found.push({ component: component.text, value });
      }
    }
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}
