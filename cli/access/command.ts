import type { Command, ExitCode } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { loadSystem } from "../shared/load.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/terminal/text.ts";
import { accessOf } from "./access.ts";
import { renderAccess } from "./text.ts";

/**
 * `strata access`: rights that an update of a stack needs at Cloudflare, Google Cloud and Kubernetes, from the types of
 * resources in its plan. Nothing is asked of an account.
 */
export const accessCommand: Command<ProgramOptions> = {
  name: "access",

  configure: (syntax) => void stackArgument(syntax),

  async run({ operands: [named], options }, terminal): Promise<ExitCode> {
    const { graph, stack } = await loadSystem(named, terminal.folder, options);
    const access = accessOf(graph);
    terminal.out(
      options.json ? toJson({ version: 1, stack, ...access }) : renderAccess(access, stack, terminal),
    );
    return 0;
  },
};
