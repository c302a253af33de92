import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { type CheckResult, check } from "#policies/check";
import type { Exception } from "#policies/exceptions/exception";
import { ExceptionsError, parseExceptions } from "#policies/exceptions/parse";
import { RULES } from "#policies/rules";
import { UsageError } from "./errors.ts";
import type { LoadedStack } from "./load.ts";
import type { Project } from "./project/project.ts";

/** Where a project writes down the findings that it accepts. */
const EXCEPTIONS_FILE = "policies/exceptions.yaml";

/**
 * Checks a stack with every rule and the project's exceptions.
 *
 * @param today day by which exceptions expire, such as `2026-11-21`
 * @throws UsageError when the exceptions cannot be read
 */
export function checkStack({ graph, project }: LoadedStack, today: string): CheckResult {
  return check(graph, RULES, { exceptions: readExceptions(project), today });
}

function readExceptions({ root }: Project): readonly Exception[] {
  const path = join(root, EXCEPTIONS_FILE);
  if (!existsSync(path)) {
    return [];
  }
  try {
    return parseExceptions(readFileSync(path, "utf8"), EXCEPTIONS_FILE);
  } catch (error) {
    throw error instanceof ExceptionsError ? new UsageError(error.message) : error;
  }
}
