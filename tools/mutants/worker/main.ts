import { createRequire } from "node:module";
import "../../../tests/support/setup.ts";
import { Coverage } from "./coverage.ts";
import { dependentsOf, type Imports, VariantLoader } from "./loader.ts";
import { type Covered, pairsOf, type Request, type Tried } from "./messages.ts";
import { runSpec } from "./specs.ts";

const loader = new VariantLoader();
const root = process.cwd();
let coverage: Coverage | undefined;
let imports: Imports | undefined;

// Packages that every spec loads are loaded before the first variant.
createRequire(import.meta.url)("@pulumi/pulumi");

process.on("message", (request: Request) => {
  answer(request).then((result) => process.send?.({ result, heap: process.memoryUsage().rss }));
});
process.on("disconnect", () => process.exit());
// What a mutant leaves behind ends no worker: the spec that notices it fails.
process.on("unhandledRejection", () => {});
process.on("uncaughtException", () => {});

async function answer(request: Request): Promise<Covered | Tried> {
  switch (request.kind) {
    case "cover":
      return cover(request.spec, request.folders);
    case "try":
      return tryVariant(request);
  }
}

async function cover(spec: string, folders: readonly string[]): Promise<Covered> {
  if (!coverage) {
    coverage = new Coverage(root);
    await coverage.start();
  }
  await coverage.take([]);
  const reader = coverage;
  let load = {};
  const result = await runSpec(spec, loader, async () => {
    load = await reader.take(folders);
  });
  const imports = pairsOf(loader.imports);
  loader.imports.clear();
  return { ...result, load, run: await coverage.take(folders), imports };
}

async function tryVariant({
  file,
  source,
  specs,
  imports: pairs,
}: Request & { kind: "try" }): Promise<Tried> {
  imports ??= new Map(pairs.map(([module, loads]) => [module, new Set(loads)]));
  loader.use({ file, source, dependents: dependentsOf(file, imports) });
  for (const spec of specs) {
    const { failure } = await runSpec(spec, loader);
    if (failure !== undefined) {
      return { spec, failure };
    }
  }
  return {};
}
