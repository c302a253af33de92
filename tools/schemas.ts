import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./build/folders.ts";
import { extract, schemaText } from "./schemas/extract.ts";
import { SOURCES } from "./schemas/sources.ts";

/* node tools/schemas.ts: reads the schemas of Kubernetes objects from pinned Go modules into tests/schemas. */

for (const source of SOURCES) {
  const file = await extract(source);
  const text = schemaText(file);
  writeFileSync(join(ROOT, "tests", "schemas", `${source.chart}.json`), text);
  const kinds = Object.keys(file.kinds).length;
  process.stdout.write(
    `${source.chart}: ${kinds} kinds of ${file.source}, ${Math.round(text.length / 1024)} KiB\n`,
  );
}
