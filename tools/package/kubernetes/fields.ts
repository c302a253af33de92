import { readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";
import type { FieldType, ObjectTypes } from "#models/kubernetes/fields/fields";
import { ROOT } from "../public.ts";

/** Where the types of fields are read, relative to the repository. */
export const FIELDS = "models/kubernetes/fields/fields.json";

const SDK = "node_modules/@pulumi/kubernetes/types/input.d.ts";

/** What is no input of an object, or repeats another type with everything optional. */
const LEFT_OUT = /(Patch|Status|List)$/;

/** Fields that are not strings, of each object of the API that the Kubernetes SDK has types for. */
export function objectTypes(): ObjectTypes {
  const text = readFileSync(join(ROOT, SDK), "utf8");
  const source = ts.createSourceFile(SDK, text, ts.ScriptTarget.Latest, true);
  const types = new Map<string, Record<string, FieldType>>();
  for (const { name, declaration } of interfacesIn(source)) {
    const fields = declaration.members.flatMap((member) => {
      const type =
        ts.isPropertySignature(member) && member.type ? fieldType(member.type.getText()) : undefined;
      return type === undefined ? [] : [[member.name?.getText() ?? "", type] as const];
    });
    types.set(name, Object.fromEntries(fields.sort(([a], [b]) => (a < b ? -1 : 1))));
  }
  return withoutEmpty(types);
}

/** One line per type, so that a change is readable. */
export function fieldsJson(types: ObjectTypes): string {
  const lines = Object.entries(types).map(
    ([name, fields]) => `${JSON.stringify(name)}: ${JSON.stringify(fields)}`,
  );
  return `{\n${lines.join(",\n")}\n}\n`;
}

/** Interfaces with their namespaces, such as `core.v1.Pod`. */
function interfacesIn(
  node: ts.Node,
  path: readonly string[] = [],
): { name: string; declaration: ts.InterfaceDeclaration }[] {
  const found: { name: string; declaration: ts.InterfaceDeclaration }[] = [];
  ts.forEachChild(node, (child) => {
    if (ts.isInterfaceDeclaration(child) && !LEFT_OUT.test(child.name.text)) {
      found.push({ name: [...path, child.name.text].join("."), declaration: child });
    } else if (ts.isModuleDeclaration(child)) {
      found.push(...interfacesIn(child, [...path, child.name.text]));
    } else if (ts.isModuleBlock(child)) {
      found.push(...interfacesIn(child, path));
    }
  });
  return found;
}

/** Undefined for strings and for what may be anything. */
function fieldType(text: string): FieldType | undefined {
  const parts = withoutInput(text).split(" | ");
  const type = withoutInput(parts.filter((part) => part !== "undefined").join(" | "));
  if (type.endsWith("[]")) {
    const element = fieldType(type.slice(0, -2));
    return element === undefined || typeof element === "object" ? "list" : [element];
  }
  if (type.startsWith("{")) {
    return "map";
  }
  if (type === "number" || type === "number | string") {
    return "number";
  }
  if (type === "boolean") {
    return "boolean";
  }
  return /^inputs\.(\w+\.)+\w+$/.test(type) ? type.replace("inputs.", "") : undefined;
}

function withoutInput(text: string): string {
  const inner = /^pulumi\.Input<([\s\S]*)>$/.exec(text.trim())?.[1];
  return inner === undefined ? text.trim() : withoutInput(inner);
}

/** A type with strings only needs no entry; a field that leads to one is an object all the same. */
function withoutEmpty(types: ReadonlyMap<string, Record<string, FieldType>>): ObjectTypes {
  const filled = [...types].filter(([, fields]) => Object.keys(fields).length > 0);
  return Object.fromEntries(filled.sort(([a], [b]) => (a < b ? -1 : 1)));
}
