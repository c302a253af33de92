import { type Exception, exceptionMatcher } from "#policies/exceptions/exception";
import { ExceptionsError, parseExceptions } from "#policies/exceptions/parse";
import { UsageError } from "../../shared/errors.ts";
import { EXCEPTIONS_FILE } from "../../shared/findings.ts";
import { type Place, readIn } from "../place.ts";
import { stackName } from "../request/name.ts";
import type { NewStack, NewSystem } from "../request/request.ts";
import type { PlannedFile } from "./writing-plan.ts";

/** The rule that an environment breaks whose encryption keys are Google's. */
const RULE = "gcp-gke-secret-encryption";

/** Days until an exception expires and is reviewed. */
const DAYS = 180;

const HEADER = "# Findings that are accepted for now. An expired or unneeded one is a finding itself.\n";

/**
 * Exceptions for disposable environments with Google-managed encryption keys; none if the project's exceptions cover
 * them.
 *
 * @param today day such as `2026-11-21`
 */
export function exceptionFiles({ name, stacks }: NewSystem, place: Place, today: string): PlannedFile[] {
  const before = readIn(place, EXCEPTIONS_FILE);
  const known = accepted(before ?? "");
  const added = stacks
    .filter(({ environment }) => environment.encryptionKeys === "google")
    .filter(({ environment }) => {
      const stack = stackName(name, environment.name);
      return !known.some((exception) => exceptionMatcher(exception).stack(stack));
    });
  if (added.length === 0) {
    return [];
  }
  const kept = before?.replace(/^\[\]\s*$/m, "").replace(/(?<!\n)$/, "\n") ?? HEADER;
  const content = `${kept}${added.map((stack) => render(name, stack, today)).join("")}`;
  return [{ path: EXCEPTIONS_FILE, content, action: before === undefined ? "create" : "change" }];
}

/** @throws UsageError when the exceptions cannot be read */
function accepted(text: string): readonly Exception[] {
  try {
    return parseExceptions(text, EXCEPTIONS_FILE).filter(({ rule }) => rule === RULE);
  } catch (error) {
    throw error instanceof ExceptionsError ? new UsageError(error.message) : error;
  }
}

function render(system: string, { environment, answers }: NewStack, today: string): string {
  const expires = new Date(Date.parse(today) + DAYS * 86_400_000).toISOString().slice(0, 10);
  return `- rule: ${RULE}
  stack: ${stackName(system, environment.name)}
  resource: cluster/cluster-gke
  reason: customer-managed keys can never be deleted, and this environment is short-lived; Google's keys encrypt etcd
  owner: ${answers.contact}
  expires: "${expires}"
`;
}
