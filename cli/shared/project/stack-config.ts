import { UsageError } from "../errors.ts";
import { fullKey, isOfType } from "./declared-config.ts";
import type { Project } from "./project.ts";
import type { StackFile } from "./stack-file.ts";

/**
 * A stack's configuration as the Pulumi CLI puts it together: values of the command line, then the stack's file, then
 * what Pulumi.yaml declares. A key without a namespace belongs to the project.
 *
 * @param overrides values of the command line, by key
 */
export function withProjectConfig(
  { name, config }: Pick<Project, "name" | "config">,
  file: StackFile,
  overrides: Readonly<Record<string, string>> = {},
): StackFile {
  const values: Record<string, string> = {};
  for (const [key, { value }] of config) {
    if (value !== undefined) {
      values[key] = value;
    }
  }
  const written = new Map<string, string>();
  for (const [key, value] of Object.entries(file.values)) {
    values[fullKey(name, key)] = value;
    written.set(fullKey(name, key), key);
  }
  const given = new Map(Object.entries(overrides).map(([key, value]) => [fullKey(name, key), value]));
  const inFile = ([key = "", ...rest]: readonly (string | number)[]) => [
    written.get(String(key)) ?? key,
    ...rest,
  ];
  const isGiven = ([key = ""]: readonly (string | number)[]) => given.has(String(key));
  return {
    file: file.file,
    values: { ...values, ...Object.fromEntries(given) },
    secretKeys: file.secretKeys.map((key) => fullKey(name, key)).filter((key) => !given.has(key)),
    lineOf: (path) => (isGiven(path) ? 0 : file.lineOf(inFile(path))),
    placeOf: (path) => (isGiven(path) ? "--config" : file.placeOf(inFile(path))),
  };
}

/**
 * Refuses a stack that does not set what Pulumi.yaml requires, as the Pulumi CLI does.
 *
 * @throws UsageError with a line for each key
 */
export function assertDeclared(
  { config }: Pick<Project, "config">,
  { values, secretKeys, placeOf }: StackFile,
): void {
  const lines = [...config].flatMap(([key, { type, secret }]) => {
    const value = values[key];
    const at = `${placeOf([key])}  ${key}  `;
    if (value === undefined) {
      return `${at}missing; Pulumi.yaml declares it without a default`;
    }
    if (secretKeys.includes(key)) {
      return [];
    }
    if (secret) {
      return `${at}found plain text, expected a secret: Pulumi.yaml declares it with secret: true`;
    }
    return type && !isOfType(value, type) ? `${at}found ${JSON.stringify(value)}, expected ${type}` : [];
  });
  if (lines.length > 0) {
    throw new UsageError(lines.join("\n"));
  }
}
