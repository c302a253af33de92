import { existsSync } from "node:fs";
import { join, relative } from "node:path";
import { distance } from "fastest-levenshtein";
import { isMap, isScalar, type Node, visit } from "yaml";
import { readTextFile } from "#models/documents/text-file";
import { parseYaml, type YamlDocument } from "#models/documents/yaml-document";
import { UsageError } from "../errors.ts";
import type { Project } from "./project.ts";

/** A stack's configuration file, flattened as the Pulumi CLI passes it to a program. */
export interface StackFile {
  /** Path relative to the project. */
  readonly file: string;
  /** Full key to text; objects and lists as JSON, secrets as a placeholder. */
  readonly values: Readonly<Record<string, string>>;
  /** Keys that are, or hold, an encrypted value. */
  readonly secretKeys: readonly string[];
  /** Line, from 1, of a key path such as `["strata:backend", "maxReplicas"]`, or of its nearest parent. */
  lineOf(path: readonly (string | number)[]): number;
  /** Where a key path is set, as errors begin: file and line, or the option of the command line. */
  placeOf(path: readonly (string | number)[]): string;
}

/** Placeholder of an encrypted value: nothing is decrypted offline. */
export const SECRET_PLACEHOLDER = "[secret]";

/**
 * Reads a stack's file. A stack without one has no configuration.
 *
 * @param path default: `Pulumi.<stack>.yaml` where the project keeps its stack files
 * @throws DocumentError if it is no text file
 * @throws UsageError as {@link parseStackFile}
 */
export function readStackFile(
  project: Project,
  stack: string,
  path = join(project.stackFolder, `Pulumi.${stack}.yaml`),
): StackFile {
  const name = relative(project.root, path);
  return parseStackFile(existsSync(path) ? readTextFile(path, name) : "", name);
}

/**
 * Reads the text of a stack's file.
 *
 * @param file path that errors name
 * @throws DocumentError when it is not YAML
 * @throws UsageError when its `config` is not a mapping
 */
export function parseStackFile(text: string, file: string): StackFile {
  const { document, lineAt } = parseYaml(text, file);
  const config = document.get("config", true);
  if (config === undefined || config === null || isEmpty(config)) {
    assertNoSlip(file, document.contents, lineAt);
    return { file, values: {}, secretKeys: [], lineOf: () => 1, placeOf: () => `${file}:1` };
  }
  if (!isMap(config)) {
    throw new UsageError(`${file}:1  config is not a mapping; expected keys such as strata:system under it`);
  }

  const secretKeys: string[] = [];
  const values: Record<string, string> = {};
  for (const { key, value } of config.items) {
    const name = String(key);
    if (hidePlaceholders(value as Node | null)) {
      secretKeys.push(name);
    }
  }
  for (const [name, value] of Object.entries(config.toJS(document) as Record<string, unknown>)) {
    values[name] = typeof value === "object" && value !== null ? JSON.stringify(value) : String(value);
  }
  // A whole value that is secret arrives as its text, not as an object.
  for (const name of secretKeys) {
    if (values[name] === JSON.stringify({ secure: SECRET_PLACEHOLDER })) {
      values[name] = SECRET_PLACEHOLDER;
    }
    values[name] =
      values[name]?.replaceAll(`{"secure":"${SECRET_PLACEHOLDER}"}`, `"${SECRET_PLACEHOLDER}"`) ?? "";
  }

  const lineOf = (steps: readonly (string | number)[]): number => {
    for (let depth = steps.length; depth > 0; depth--) {
      const position = keyPosition(config, steps.slice(0, depth));
      if (position !== undefined) {
        return lineAt(position);
      }
    }
    // Missing keys belong below `config`.
    const top = isMap(document.contents) ? keyPosition(document.contents, ["config"]) : undefined;
    return top === undefined ? 1 : lineAt(top);
  };
  return { file, values, secretKeys, lineOf, placeOf: (path) => `${file}:${lineOf(path)}` };
}

/** A stack file may hold no configuration, but `confg` would be one that nothing reads. */
function assertNoSlip(file: string, contents: unknown, lineAt: YamlDocument["lineAt"]): void {
  const keys = isMap(contents) ? contents.items.map(({ key }) => key as Node) : [];
  const slip = keys.find((key) => {
    const far = distance(String(key), "config");
    return far > 0 && far <= 2;
  });
  if (slip) {
    throw new UsageError(
      `${file}:${lineAt(slip.range?.[0] ?? 0)}  ${slip}  unknown key; did you mean config?`,
    );
  }
  if (contents !== null && !isMap(contents)) {
    throw new UsageError(`${file}:1  is not a mapping; expected config with keys such as strata:system`);
  }
}

function isEmpty(node: unknown): boolean {
  return isScalar(node) && node.value === null;
}

/** Replaces every `secure:` text below a node; true when there was one. */
function hidePlaceholders(node: Node | null): boolean {
  let found = false;
  if (node) {
    visit(node, {
      Map(_key, map) {
        const [only] = map.items;
        if (map.items.length === 1 && only && String(only.key) === "secure") {
          map.set("secure", SECRET_PLACEHOLDER);
          found = true;
        }
      },
    });
  }
  return found;
}

/** Offset of the key (or list item) that a path names. */
function keyPosition(config: unknown, path: readonly (string | number)[]): number | undefined {
  let at: unknown = config;
  for (const [index, step] of path.entries()) {
    const last = index === path.length - 1;
    if (isMap(at)) {
      const pair = at.items.find(({ key }) => String(key) === String(step));
      if (!pair) {
        return undefined;
      }
      if (last) {
        return (pair.key as Node).range?.[0];
      }
      at = pair.value;
    } else {
      const item = (at as { items?: Node[] } | null)?.items?.[Number(step)];
      if (!item) {
        return undefined;
      }
      if (last) {
        return item.range?.[0];
      }
      at = item;
    }
  }
  return undefined;
}
