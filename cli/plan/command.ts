import { Option } from "commander";
import { findingsSummary } from "../check/text.ts";
import type { Command, ExitCode } from "../command.ts";
import { stackArgument } from "../shared/arguments.ts";
import { checkStack } from "../shared/findings.ts";
import { loadSystem } from "../shared/load.ts";
import { nextCommands } from "../shared/next.ts";
import { warnOfPastTimes } from "../shared/past-times.ts";
import type { ProgramOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/terminal/text.ts";
import { planJson } from "./json.ts";
import { planModel } from "./model.ts";
import { renderPlan } from "./text.ts";

interface PlanOptions extends ProgramOptions {
  readonly resources?: boolean;
}

/** `strata plan`: what a stack creates, layer by layer. */
export const planCommand: Command<PlanOptions> = {
  name: "plan",

  configure: (syntax) =>
    void stackArgument(syntax).addOption(
      // JSON holds every resource as it is.
      new Option("-r, --resources", "show every resource, not only the components").conflicts("json"),
    ),

  async run({ operands: [named], options }, terminal): Promise<ExitCode> {
    const loaded = await loadSystem(named, terminal.folder, options);
    const result = checkStack(loaded, terminal.today);
    warnOfPastTimes(loaded.graph, loaded.stack, terminal);
    if (options.json) {
      terminal.out(toJson(planJson(loaded, result.findings)));
      return 0;
    }
    const { graph, environment, stack } = loaded;
    const text = renderPlan(
      {
        name: stack,
        graph,
        environment,
        model: planModel(graph),
        findings: [findingsSummary(result, terminal.paint)],
        resources: options.resources === true,
        seconds: terminal.interactive ? process.uptime() : undefined,
      },
      terminal,
    );
    const next = [`check ${stack}`, `plan ${stack} --resources`, `manifests ${stack}`];
    const hints = nextCommands(
      next.map((command) => `npx strata ${command}`),
      terminal,
    );
    terminal.out(options.resources ? text : `${text}\n${hints}`);
    return 0;
  },
};
