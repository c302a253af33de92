import { fails } from "#policies/check";
import type { Command } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { checkStack } from "../shared/findings.ts";
import { loadSystem } from "../shared/load.ts";
import { warnOfPastTimes } from "../shared/past-times.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/text.ts";
import { renderCheck } from "./text.ts";

interface CheckOptions extends ProgramOptions {
  readonly all?: boolean;
}

/** `strata check`: a stack against the policies. Ends with 1 when a mandatory rule is broken. */
export const checkCommand: Command<CheckOptions> = {
  name: "check",

  configure: (syntax) =>
    void stackArgument(syntax).option("--all", "also list waived findings and what is unknown until apply"),

  async run({ operands: [named], options }, terminal) {
    const loaded = await loadSystem(named, terminal.folder, options);
    const result = checkStack(loaded, terminal.today);
    warnOfPastTimes(loaded.graph, loaded.stack, terminal);
    const { findings, unknown, excepted: waived, checked } = result;
    terminal.out(
      options.json
        ? toJson({ version: 2, stack: loaded.stack, findings, unknown, waived, checked })
        : renderCheck(loaded.graph, result, options.all === true, terminal),
    );
    return fails(result) ? 1 : 0;
  },
};
