import { existsSync, globSync, mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { apiPages, type Page } from "./api/report.ts";
import { readSurface } from "./api/surface.ts";
import { FIELDS, fieldsJson, objectTypes } from "./kubernetes/fields.ts";
import { readManifest, writeManifest } from "./manifest.ts";
import { exportsOf, publicModules, ROOT } from "./public.ts";
import { argumentShapes, SHAPES, shapesJson } from "./shapes/shapes.ts";

/*
 * Writes what follows from the public modules: `exports` of package.json, the API report in docs/api, the shapes of
 * arguments by which components check them, and the types of fields of Kubernetes' objects. With `--check` it writes nothing and fails where one is stale. It reads the declarations that `tsc` leaves, so
 * run that first.
 */

const modules = publicModules();
const surface = readSurface(modules);
const pages = [
  ...apiPages(surface),
  { path: SHAPES, content: shapesJson(argumentShapes()) },
  { path: FIELDS, content: fieldsJson(objectTypes()) },
];

const missing = surface.missing.map(({ file, name }) => `${file}  ${name}`);
const problems = missing.map(
  (each) => `${each} is part of a public signature, but no public module exports it`,
);
if (process.argv.includes("--check")) {
  problems.push(...stale().map((each) => `${each} is stale; run npm run api`));
} else {
  write();
}
if (problems.length > 0) {
  process.stderr.write(`${problems.join("\n")}\n`);
  process.exitCode = 1;
}

function stale(): string[] {
  const { exports } = readManifest();
  const isCurrent = JSON.stringify(exports) === JSON.stringify(exportsOf(modules));
  return [
    ...(isCurrent ? [] : ["package.json: exports"]),
    ...pages.filter(({ path, content }) => read(path) !== content).map(({ path }) => path),
    ...leftOver(),
  ];
}

function write(): void {
  writeManifest({ ...readManifest(), exports: exportsOf(modules) });
  for (const path of leftOver()) {
    rmSync(join(ROOT, path));
  }
  for (const { path, content } of pages) {
    mkdirSync(dirname(join(ROOT, path)), { recursive: true });
    writeFileSync(join(ROOT, path), content);
  }
}

function read(path: string): string | undefined {
  return existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), "utf8") : undefined;
}

/** Pages of areas that are gone. */
function leftOver(): string[] {
  const current = new Set(pages.map(({ path }: Page) => path));
  return globSync("docs/api/**/*.md", { cwd: ROOT }).filter((path) => !current.has(path));
}
