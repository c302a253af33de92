import { writeFileSync } from "node:fs";
import { RULES } from "#policies/rules";
import { goldenRules, RULES_FILE } from "../policies/golden.ts";
import { goldenFile, goldenPlan, goldenStacks } from "./golden.ts";

/** Rewrites the committed plans of all stacks and the committed list of rules: run it after a wanted change, and read the difference. */
for (const stack of goldenStacks()) {
  const path = goldenFile(stack);
  writeFileSync(path, await goldenPlan(stack));
  process.stdout.write(`${path}\n`);
}

writeFileSync(RULES_FILE, goldenRules(RULES));
process.stdout.write(`${RULES_FILE}\n`);
