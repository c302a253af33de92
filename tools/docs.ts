import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { firstRunPage } from "./docs/access-lists.ts";
import { fieldCasesPage } from "./docs/field-cases.ts";
import { ROOT } from "./docs/page.ts";
import { componentPages } from "./docs/pages.ts";
import { generatedReadme } from "./readme-plan.ts";

/** Rewrites what documents say of the code: the pages about components, the tests of cases, the plan and the rights in the README. */
const pages = [...componentPages(), fieldCasesPage(), await firstRunPage()];
rmSync(join(ROOT, "docs/components"), { recursive: true, force: true });
for (const { path, content } of pages) {
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), content);
  process.stdout.write(`${path}\n`);
}
writeFileSync(join(ROOT, "README.md"), await generatedReadme());
process.stdout.write("README.md\n");
