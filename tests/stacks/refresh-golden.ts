import { writeFileSync } from "node:fs";
import { goldenFile, goldenPlan, goldenStacks } from "./golden.ts";

/** Rewrites the committed plans of all stacks: run it after a wanted change, and read the difference. */
for (const stack of goldenStacks()) {
  const path = goldenFile(stack);
  writeFileSync(path, await goldenPlan(stack));
  process.stdout.write(`${path}\n`);
}
