import { existsSync } from "node:fs";
import { join } from "node:path";
import { type CheckResult, check } from "#policies/check";
import { ExceptionsError } from "#policies/exceptions/parse";
import { type ExceptionsSource, resolveExceptions } from "#policies/exceptions/resolve";
import { RULES, selectRules } from "#policies/rules";
import { UsageError } from "./errors.ts";
import type { LoadedStack } from "./load.ts";
import { printableResult } from "./withhold.ts";

/** Default file of a project's accepted findings. */
export const EXCEPTIONS_FILE = "policies/exceptions.yaml";

/**
 * Checks a stack with the project's rules and exceptions.
 *
 * @param today day by which exceptions expire, such as `2026-11-21`
 * @throws UsageError when the exceptions cannot be read
 */
export function checkStack(
  { recorded, project, config, environment }: LoadedStack,
  today: string,
): CheckResult {
  const { exceptions = defaultExceptions(project.root) } = config;
  try {
    const rules = selectRules(config);
    const result = check(recorded, rules, {
      catalog: [...RULES, ...rules],
      exceptions: resolveExceptions(exceptions, project.root),
      today,
      environment,
    });
    return printableResult(result);
  } catch (error) {
    throw error instanceof ExceptionsError ? new UsageError(error.message) : error;
  }
}

function defaultExceptions(root: string): ExceptionsSource {
  return existsSync(join(root, EXCEPTIONS_FILE)) ? EXCEPTIONS_FILE : [];
}
