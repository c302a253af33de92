import { fails } from "#policies/check";
import type { Command } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { checkStack } from "../shared/findings.ts";
import { loadSystem } from "../shared/load.ts";
import { warnOfPastTimes } from "../shared/past-times.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/terminal/text.ts";
import { renderCheck } from "./text.ts";

interface CheckOptions extends ProgramOptions {
  readonly all?: boolean;
  readonly strict?: boolean;
}

/**
 * `strata check`: a stack against the policies. Ends with 1 when a mandatory rule is broken, with `--strict` also when
 * one is undecided, or something is not looked into.
 */
export const checkCommand: Command<CheckOptions> = {
  name: "check",

  configure: (syntax) =>
    void stackArgument(syntax)
      .option("--all", "also list waived findings and what is unknown until apply")
      .option(
        "--strict",
        "fail also on what is unknown until apply, unless an exception covers it, and on what is not looked into; list it",
      ),

  async run({ operands: [named], options }, terminal) {
    const loaded = await loadSystem(named, terminal.folder, options);
    const { all = false, strict = false } = options;
    const result = checkStack(loaded, terminal.today);
    warnOfPastTimes(loaded.graph, loaded.stack, terminal);
    const { findings, unknown, excepted: waived, notLookedInto, checked } = result;
    terminal.out(
      options.json
        ? toJson({ version: 2, stack: loaded.stack, findings, unknown, waived, notLookedInto, checked })
        : renderCheck(loaded.graph, result, { waived: all, unknown: all || strict }, terminal),
    );
    return fails(result, strict) ? 1 : 0;
  },
};
