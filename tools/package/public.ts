import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";

/*
 * What others may import. A module is public when a doc comment in it says `@public`, on a line of its own or
 * at the comment's end: `package.json` then exports it under its own path, and everything else is refused. What
 * a public module exports for its neighbors only is marked `@internal`, which keeps it out of the declarations.
 */

export const ROOT = join(import.meta.dirname, "../..");

/** Directories whose modules are compiled into the package. */
export const ROOMS = [
  "cli",
  "infra",
  "stacks",
  "blueprints",
  "components",
  "policies",
  "models",
  "graph",
  "testing",
] as const;

/** A module that others may import. */
export interface PublicModule {
  /** Source, relative to the repository, such as `components/edge/zone.ts`. */
  readonly file: string;
  /** Import path below the package's name: the file's own, or the one stated after `@public`. */
  readonly subpath: string;
}

const TAG = /^\s*(?:\/\*\*.*|\*.*)?\s@public(?: +([a-z][a-z/-]*))?\s*(?:\*\/)?$/m;

/** Public modules, sorted by import path. */
export function publicModules(root = ROOT): PublicModule[] {
  const modules = globSync(`{${ROOMS.join(",")}}/**/*.ts`, { cwd: root }).flatMap((file) => {
    const tag = TAG.exec(readFileSync(join(root, file), "utf8"));
    return tag ? [{ file, subpath: tag[1] ?? file.replace(/\.ts$/, "") }] : [];
  });
  return modules.sort((a, b) => (a.subpath < b.subpath ? -1 : 1));
}

/** The `exports` of package.json: each public module by itself, and nothing else. */
export function exportsOf(modules: readonly PublicModule[]): Record<string, unknown> {
  const entries = modules.map(({ file, subpath }) => {
    const compiled = `./dist/${file.replace(/\.ts$/, "")}`;
    return [`./${subpath}`, { types: `${compiled}.d.ts`, default: `${compiled}.js` }];
  });
  return { ...Object.fromEntries(entries), "./package.json": "./package.json" };
}
