import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isScalar, parseDocument } from "yaml";
import { UsageError } from "../errors.ts";
import { chooseStack, findProject, type Project, stackNames } from "../project/project.ts";
import { readStackFile } from "../project/stack-file.ts";
import type { Terminal } from "../terminal.ts";
import { advanceEpoch, isDay, ROTATION_SCHEDULE } from "./epoch.ts";

/** What the command needs of a terminal. */
export type RotateTerminal = Pick<Terminal, "folder" | "today" | "out">;

/** Setting of a stack file from which rotation periods count. */
const SETTING = "strata:rotationEpoch";

/** A stack and its epoch, before and after. */
interface Rotation {
  readonly stack: string;
  /** Stack file and line. */
  readonly at: string;
  readonly from: string;
  readonly to: string;
}

/**
 * Moves the rotation epoch of stack files on where the next values are due, or says what it would move. A plan
 * never reads the clock; this command does, and what it writes is reviewed like any other change.
 *
 * @param named stacks; none for all that have an epoch
 * @throws UsageError for a stack that is not there, and for a stack file without an epoch or with one that is no day
 */
export function rotateCommand(
  named: readonly string[],
  { apply = false }: { readonly apply?: boolean },
  terminal: RotateTerminal,
): number {
  const project = findProject(terminal.folder);
  const rotations = stacksOf(project, named).map((stack) => rotationOf(project, stack, terminal.today));
  const due = rotations.filter(({ from, to }) => from !== to);
  if (apply) {
    for (const rotation of due) {
      write(project, rotation);
    }
  }
  const { aheadDays } = ROTATION_SCHEDULE;
  const lines = rotations.map(({ stack, at, from, to }) =>
    from === to ? `${stack}  ${from}, not due within ${aheadDays} days` : `${stack}  ${from} → ${to}  ${at}`,
  );
  const dry = due.length > 0 && !apply ? ["", "dry run, nothing was written; add --apply to do it"] : [];
  terminal.out(`${[...lines, ...dry].join("\n")}\n`);
  return 0;
}

function stacksOf(project: Project, named: readonly string[]): string[] {
  if (named.length > 0) {
    return [...new Set(named)].map((name) => chooseStack(project, name));
  }
  const stacks = stackNames(project).filter((stack) => SETTING in readStackFile(project, stack).values);
  if (stacks.length === 0) {
    throw new UsageError(`no stack file has ${SETTING}; there is nothing to rotate`);
  }
  return stacks;
}

function rotationOf(project: Project, stack: string, today: string): Rotation {
  const { file, values, lineOf } = readStackFile(project, stack);
  const from = values[SETTING];
  const at = `${file}:${lineOf([SETTING])}`;
  if (from === undefined) {
    throw new UsageError(`${at}  ${SETTING}  missing; expected a day such as 2026-11-01`);
  }
  if (!isDay(from)) {
    throw new UsageError(`${at}  ${SETTING}  found "${from}", expected a day such as 2026-11-01`);
  }
  return { stack, at, from, to: advanceEpoch(from, today, ROTATION_SCHEDULE) };
}

/** Writes the one value; every other character of the file, comments included, stays as it is. */
function write(project: Project, { stack, to }: Rotation): void {
  const path = join(project.stackFolder, `Pulumi.${stack}.yaml`);
  const text = readFileSync(path, "utf8");
  const value = parseDocument(text).getIn(["config", SETTING], true);
  const [start, end] = (isScalar(value) && value.range) || [];
  if (start === undefined || end === undefined) {
    throw new UsageError(`Pulumi.${stack}.yaml  ${SETTING} is not a plain value`);
  }
  writeFileSync(path, `${text.slice(0, start)}"${to}"${text.slice(end)}`);
}
