import { createHash } from "node:crypto";
import { showValue } from "#cli/words/value";
import { type Graph, isAsset, isRecord, isSecret, isUnknown, type Node, type Value } from "#graph/model";
import { providerPackage } from "#graph/query";

/** Longest line that a value is written on, in characters; a longer one takes a line per member. */
const LINE = 150;
/** Longest text shown in full, in characters; of a longer one, the start and a digest. */
const TEXT = 250;
/** Types whose objects come from their projects as they are: a digest shows that they changed. */
const VENDORED = new Set(["kubernetes:apiextensions.k8s.io/v1:CustomResourceDefinition"]);
/** Inputs that the type already implies. */
const IMPLIED = new Set(["apiVersion", "kind"]);
/** Options that programs set; the others are the SDK's. */
const OPTIONS = [
  "ignoreChanges",
  "replaceOnChanges",
  "deleteBeforeReplace",
  "retainOnDelete",
  "deletedWith",
  "customTimeouts",
  "import",
] as const;

/** A resource's inputs and options by name, each rendered. */
export type Content = ReadonlyMap<string, string>;

/**
 * What each provider-managed resource of a graph consists of, by its title: `package Type name`.
 *
 * @param placeholders text to its placeholder, so that environments of a system can be compared
 */
export function contentsOf(
  graph: Graph,
  placeholders: readonly (readonly [text: string, placeholder: string])[],
): ReadonlyMap<string, Content> {
  const replace = (text: string) =>
    placeholders.reduce((replaced, [found, placeholder]) => replaced.replaceAll(found, placeholder), text);
  const contents = new Map<string, Content>();
  for (const node of graph.nodes.filter(({ custom }) => custom)) {
    const title = titleOf(node);
    if (contents.has(title)) {
      throw new Error(`two resources have the title "${title}"; tell them apart by more of their type`);
    }
    contents.set(title, new Map(fieldsOf(node).map(render(replace))));
  }
  return contents;
}

/** A resource's content below its title, on one line where it fits. */
export function showContent(title: string, content: Iterable<string>): string {
  const fields = [...content];
  const line = `  ${title}  ${fields.join(" · ")}`.trimEnd();
  return line.length <= LINE && !line.includes("\n")
    ? line
    : [`  ${title}`, ...fields.map((field) => field.replace(/^/gm, "    "))].join("\n");
}

function titleOf({ type, name }: Node): string {
  const provider = type.startsWith("pulumi:providers:") ? "provider" : providerPackage(type);
  return `${provider} ${type.split(":").at(-1)} ${name}`;
}

function fieldsOf(node: Node): [name: string, value: Value][] {
  if (VENDORED.has(node.type)) {
    return [["inputs", digest(JSON.stringify(sorted(node.inputs)))]];
  }
  const options = OPTIONS.map((name) => [`(${name})`, node.settings[name] as Value | undefined] as const);
  return [
    ...(node.protect ? [["(protect)", true] as [string, Value]] : []),
    ...(node.read ? [["(read)", node.read.id] as [string, Value]] : []),
    ...options.flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as [string, Value]])),
    ...members(node.inputs).filter(([name]) => !IMPLIED.has(name)),
  ];
}

function render(replace: (text: string) => string) {
  return ([name, value]: [string, Value]): [string, string] => [
    name,
    pretty(`${name}: `, value, "", replace),
  ];
}

/** A value after its label, with a line per member where it is long. */
function pretty(label: string, value: Value, indent: string, replace: (text: string) => string): string {
  const line = `${indent}${label}${inline(value, replace)}`;
  if (line.length <= LINE || !(Array.isArray(value) || isPlain(value))) {
    return line;
  }
  const deeper = `${indent}  `;
  const rows = Array.isArray(value)
    ? value.map((item) => pretty("- ", item, deeper, replace))
    : members(value).map(([name, member]) => pretty(`${name}: `, member, deeper, replace));
  // As in YAML, the first member of an item is on the item's line.
  return label === "- " && !Array.isArray(value)
    ? `${indent}- ${rows.join("\n").trimStart()}`
    : [`${indent}${label}`.trimEnd(), ...rows].join("\n");
}

function inline(value: Value, replace: (text: string) => string): string {
  if (Array.isArray(value)) {
    return `[${value.map((item) => inline(item, replace)).join(", ")}]`;
  }
  if (isPlain(value)) {
    return `{${members(value)
      .map(([name, member]) => `${name}: ${inline(member, replace)}`)
      .join(", ")}}`;
  }
  return typeof value === "string" ? text(replace(value)) : isUnknown(value) ? "?" : showValue(value);
}

/** A text, in quotes where it could be read as something else. */
function text(value: string): string {
  const shown = value.replaceAll("\n", "⏎");
  if (shown.length > TEXT) {
    return `${shown.slice(0, 60)}… ${digest(value)}`;
  }
  return /^[\w./<*][^,[\]{}]*$/.test(shown) && !/^(true|false|null|[\d.]+)$/.test(shown)
    ? shown
    : `"${shown}"`;
}

function digest(value: string): string {
  return `${value.length} characters, sha256 ${createHash("sha256").update(value).digest("hex").slice(0, 8)}`;
}

function isPlain(value: Value): value is { readonly [key: string]: Value } {
  return isRecord(value) && !isUnknown(value) && !isSecret(value) && !isAsset(value);
}

function members(value: { readonly [key: string]: Value }): [string, Value][] {
  return Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1));
}

function sorted(value: Value): Value {
  return Array.isArray(value)
    ? value.map(sorted)
    : isRecord(value)
      ? Object.fromEntries(members(value).map(([name, member]) => [name, sorted(member)]))
      : value;
}
