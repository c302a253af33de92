import { writeFileSync } from "node:fs";
import { BASELINES, changesOf, expectedFile, previewUpgrade } from "./baseline.ts";

/* node tests/engine/baselines/refresh-expected.ts: writes what an upgrade from the baselines changes, to be read. */
for (const stack of BASELINES) {
  const changes = changesOf((await previewUpgrade(stack)).preview);
  writeFileSync(expectedFile(stack), changes.map((line) => `${line}\n`).join(""));
  process.stdout.write(`${stack}: ${changes.length} resources are created, replaced or deleted\n`);
}
