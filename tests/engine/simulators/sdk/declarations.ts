/*
 * Reads what a Pulumi SDK declares: the generated files hold one property a line, so that lines are enough and
 * no compiler has to be loaded.
 */

/**
 * The kind of a property's value: "string", "number", "boolean", "any", "asset", the name of a record in
 * `types/input.d.ts` (`container.ClusterDnsConfig`), followed by `[]` for each list and `{}` for each map of it.
 */
export type Shape = string;

export interface Property {
  readonly shape: Shape;
  readonly required: boolean;
}

export type Properties = Readonly<Record<string, Property>>;

/** Properties of the interface or class whose declaration stands at a line; they end with its brace. */
export function propertiesOf(lines: readonly string[], start: number): Record<string, Property> {
  const indent = /^ */.exec(lines[start] ?? "")?.[0] ?? "";
  const begins = new RegExp(`^${indent}    (?:readonly )?(\\w+)(\\?)?: (.*)$`);
  const properties: Record<string, Property> = {};
  for (let at = start + 1; at < lines.length && lines[at] !== `${indent}}`; at++) {
    const [, name, optional, first = ""] = begins.exec(lines[at] ?? "") ?? [];
    if (name) {
      let type = first;
      // A map is declared in several lines.
      while (count(type, "{") > count(type, "}") && at + 1 < lines.length) {
        at++;
        type += (lines[at] ?? "").trim();
      }
      properties[name] = { shape: shapeOf(type.replace(/;$/, "")), required: optional === undefined };
    }
  }
  return properties;
}

/** Where an interface or class begins; -1 when it is not declared. */
export function find(lines: readonly string[], words: string): number {
  return lines.findIndex((line) => line.startsWith(words));
}

function count(text: string, character: string): number {
  return text.split(character).length - 1;
}

/** `pulumi.Input<pulumi.Input<inputs.container.X>[] | undefined>` is `container.X[]`. */
function shapeOf(type: string): Shape {
  const bare = type
    .replaceAll(/pulumi\.(Input|Output)</g, "")
    .replaceAll(">", "")
    .replaceAll(" | undefined", "")
    .trim();
  const map = /^\{\s*\[key: string\]: (.*?);?\s*\}(\[\])*$/.exec(bare);
  if (map) {
    return `${shapeOf(map[1] ?? "any")}{}${map[2] ?? ""}`;
  }
  const list = /^(.*)\[\]$/.exec(bare);
  if (list) {
    return `${shapeOf(list[1] ?? "any")}[]`;
  }
  if (/asset\.(Asset|Archive)/.test(bare)) {
    return "asset";
  }
  const record = /^(?:inputs|outputs)\.([\w.]+)$/.exec(bare);
  if (record) {
    return record[1] ?? "any";
  }
  // A union of literals, or of an enumeration and its text, is a text.
  return (
    ["string", "number", "boolean"].find((kind) => bare === kind || bare.startsWith(`${kind} |`)) ?? "any"
  );
}

/** Formats of ids that the documentation offers for an import, longest path first as written. */
export function importFormats(text: string): string[] {
  const formats = [...text.matchAll(/^ \* \* `([^`]*\{\{[^`]*)`$/gm)].map(([, format = ""]) => format);
  const quoted = [...text.matchAll(/^ \* \$ pulumi import \S+ \S+ '([^']+)'$/gm)].map(([, id = ""]) => id);
  return [...new Set([...formats, ...quoted])];
}
