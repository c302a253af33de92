import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { type DefinitionSource, download } from "../build/definitions.ts";
import { KUBERNETES_KINDS } from "./sources.ts";

/** A JSON Schema; only what is read here is spelt out. */
export type JsonSchema = { readonly [keyword: string]: unknown };

/** What a file below `tests/schemas` holds. */
export interface SchemaFile {
  /** Module and version that it was read from. */
  readonly source: string;
  /** Schema of an object by `apiVersion/kind`. */
  readonly kinds: Readonly<Record<string, JsonSchema>>;
  /** What they refer to, by name. */
  readonly definitions: Readonly<Record<string, JsonSchema>>;
}

/** Reads a source's schemas from its module. @throws Error when a kind of Kubernetes' own is not there */
export async function extract(source: DefinitionSource): Promise<SchemaFile> {
  const folder = join(await download(source, AbortSignal.timeout(600_000)), source.folder);
  const found = source.files.map((file) => {
    const text = readFileSync(join(folder, file), "utf8");
    return file.endsWith(".json") ? fromDescription(text) : fromDefinition(text);
  });
  return {
    source: `${source.module} ${source.version}`,
    kinds: sorted(Object.assign({}, ...found.map((each) => each.kinds))),
    definitions: sorted(Object.assign({}, ...found.map((each) => each.definitions))),
  };
}

/** The file of a source's schemas, as it is committed. */
export function schemaText(file: SchemaFile): string {
  return `${JSON.stringify(file)}\n`;
}

type Found = Pick<SchemaFile, "kinds" | "definitions">;

interface GroupVersionKind {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
}

/** Kinds of Kubernetes' own description of its API, with everything that they refer to. */
function fromDescription(text: string): Found {
  const { definitions } = JSON.parse(text) as { definitions: Record<string, JsonSchema> };
  const kinds: Record<string, JsonSchema> = {};
  const needed = new Map<string, JsonSchema>();
  const queue: string[] = [];
  for (const [name, schema] of Object.entries(definitions)) {
    const ids = (schema["x-kubernetes-group-version-kind"] ?? []) as readonly GroupVersionKind[];
    const id = ids.map(({ group, version, kind }) => `${group ? `${group}/` : ""}${version}/${kind}`);
    if (id.length === 1 && id.some((one) => KUBERNETES_KINDS.includes(one))) {
      kinds[id.join()] = { $ref: `#/definitions/${name}` };
      queue.push(name);
    }
  }
  const missing = KUBERNETES_KINDS.filter((kind) => !(kind in kinds));
  if (missing.length > 0) {
    throw new Error(`Kubernetes describes no ${missing.join(", ")}`);
  }
  for (let name = queue.pop(); name !== undefined; name = queue.pop()) {
    const schema = definitions[name];
    if (schema && !needed.has(name)) {
      const bare = trimmed(schema) as JsonSchema;
      needed.set(name, bare);
      queue.push(
        ...[...JSON.stringify(bare).matchAll(/#\/definitions\/([^"]+)/g)].map(([, used]) => used ?? ""),
      );
    }
  }
  return { kinds, definitions: Object.fromEntries(needed) };
}

interface CustomResourceDefinition {
  readonly spec: {
    readonly group: string;
    readonly names: { readonly kind: string };
    readonly versions: readonly {
      readonly name: string;
      readonly storage: boolean;
      readonly schema: { readonly openAPIV3Schema: JsonSchema };
    }[];
  };
}

/** The kind of a definition of custom resources, at the version that is stored. */
function fromDefinition(text: string): Found {
  const { group, names, versions } = (parse(text) as CustomResourceDefinition).spec;
  const kinds = versions
    .filter(({ storage }) => storage)
    .map(({ name, schema }) => [`${group}/${name}/${names.kind}`, trimmed(schema.openAPIV3Schema)]);
  return { kinds: Object.fromEntries(kinds), definitions: {} };
}

/** Rules in a language of their own (CEL), hints for clients, and prose. */
const LEFT_OUT = /^(description|default|example|x-kubernetes-(?!int-or-string|preserve-unknown-fields))/;

/** A schema without what no validation reads. Below `properties` keys are names of fields, whatever they say. */
function trimmed(schema: unknown, named = false): unknown {
  if (Array.isArray(schema)) {
    return schema.map((item) => trimmed(item));
  }
  if (typeof schema !== "object" || schema === null) {
    return schema;
  }
  return Object.fromEntries(
    Object.entries(schema)
      .filter(([key]) => named || !LEFT_OUT.test(key))
      .map(([key, value]) => [
        key,
        key === "enum" || key === "required" ? value : trimmed(value, key === "properties" && !named),
      ]),
  );
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
