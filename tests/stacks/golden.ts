import { join } from "node:path";
import { findProject, stackNames } from "#cli/shared/project/project";
import { REPOSITORY, strata } from "../support/project.ts";

/** Where the plan of a stack is committed. */
export function goldenFile(stack: string): string {
  return join(import.meta.dirname, "golden", `${stack}.golden.txt`);
}

/** Stacks whose plans are committed: all of them. */
export function goldenStacks(): string[] {
  return stackNames(findProject(REPOSITORY));
}

/** The full plan of a stack as text, every resource shown. */
export async function goldenPlan(stack: string): Promise<string> {
  const { out, error, code } = await strata(["plan", stack, "--resources"]);
  if (code === 2) {
    throw new Error(error);
  }
  return out;
}
