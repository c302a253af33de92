import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fieldCasesPage } from "./docs/field-cases.ts";
import { ROOT } from "./docs/page.ts";
import { componentPages } from "./docs/pages.ts";
import { readmeWithPlan } from "./readme-plan.ts";

/** Rewrites what documents say of the code: the pages about components, the tests of cases, the plan in the README. */
const pages = [...componentPages(), fieldCasesPage()];
rmSync(join(ROOT, "docs/components"), { recursive: true, force: true });
for (const { path, content } of pages) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), content);
  process.stdout.write(`${path}\n`);
}
writeFileSync(join(ROOT, "README.md"), await readmeWithPlan());
process.stdout.write("README.md\n");
