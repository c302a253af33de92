import { readFileSync } from "node:fs";
import { join } from "node:path";
import { isScalar, parseDocument } from "yaml";
import type { Command } from "../command.ts";
import { UsageError } from "../shared/errors.ts";
import { writeFiles } from "../shared/files.ts";
import { chooseStack, findProject, type Project, stackNames } from "../shared/project/project.ts";
import { readStackFile } from "../shared/project/stack-file.ts";
import { toJson } from "../shared/terminal/text.ts";
import { advanceEpoch, isDay, ROTATION_SCHEDULE } from "./epoch.ts";

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

interface RotateOptions {
  readonly apply?: boolean;
}

/**
 * `strata rotate`: advances the rotation epoch of stack files whose next values are due. A plan never reads the clock;
 * this command does, and its change is reviewed like any other.
 */
export const rotateCommand: Command<RotateOptions> = {
  name: "rotate",

  configure: (syntax) =>
    void syntax
      .argument("[stacks...]", "names of stacks; default: every stack with an epoch")
      .option("--apply", "write the stack files"),

  run({ operands, options: { apply = false, json } }, terminal) {
    const project = findProject(terminal.folder);
    const rotations = stacksOf(project, operands).map((stack) => rotationOf(project, stack, terminal.today));
    const due = rotations.filter(isDue);
    if (apply) {
      writeFiles(new Map(due.map((rotation) => rewritten(project, rotation))));
    }
    const dryRun = !apply;
    terminal.out(
      json
        ? toJson({ version: 1, dryRun, rotations: rotations.map((each) => ({ ...each, due: isDue(each) })) })
        : render(rotations, dryRun && due.length > 0),
    );
    return 0;
  },
};

function isDue({ from, to }: Rotation): boolean {
  return from !== to;
}

function render(rotations: readonly Rotation[], dryRun: boolean): string {
  const lines = rotations.map((rotation) => {
    const { stack, at, from, to } = rotation;
    return isDue(rotation)
      ? `${stack}  ${from} → ${to}  ${at}`
      : `${stack}  ${from}, not due within ${ROTATION_SCHEDULE.aheadDays} days`;
  });
  return `${[...lines, ...(dryRun ? ["", "dry run, nothing was written; --apply writes it"] : [])].join("\n")}\n`;
}

/** @throws UsageError for an unknown stack, and when no stack file has an epoch */
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

/** @throws UsageError for a stack file without an epoch, or with one that is not a day */
function rotationOf(project: Project, stack: string, today: string): Rotation {
  const { values, placeOf } = readStackFile(project, stack);
  const from = values[SETTING];
  const at = placeOf([SETTING]);
  if (from === undefined) {
    throw new UsageError(`${at}  ${SETTING}  missing; expected a date such as 2026-11-01`);
  }
  if (!isDay(from)) {
    throw new UsageError(`${at}  ${SETTING}  found "${from}", expected a date such as 2026-11-01`);
  }
  return { stack, at, from, to: advanceEpoch(from, today, ROTATION_SCHEDULE) };
}

/** A stack file with the one value replaced; every other character, comments included, stays as it is. */
function rewritten(project: Project, { stack, to }: Rotation): readonly [path: string, content: string] {
  const path = join(project.stackFolder, `Pulumi.${stack}.yaml`);
  const text = readFileSync(path, "utf8");
  const value = parseDocument(text).getIn(["config", SETTING], true);
  const [start, end] = (isScalar(value) && value.range) || [];
  if (start === undefined || end === undefined) {
    throw new UsageError(`Pulumi.${stack}.yaml  ${SETTING} is not a plain value`);
  }
  return [path, `${text.slice(0, start)}"${to}"${text.slice(end)}`];
}
