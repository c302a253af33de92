import type { Command, ExitCode } from "../command.ts";
import { loadSystem } from "../shared/load.ts";
import { type ProgramOptions, programOptions } from "../shared/program-options.ts";
import { toJson } from "../shared/terminal/text.ts";
import { imagesOf } from "./images.ts";
import { renderImages } from "./text.ts";

/** `strata images`: every container image of stacks, those of charts included, and who uses it. */
export const imagesCommand: Command<ProgramOptions> = {
  name: "images",

  configure: (syntax) =>
    void programOptions(
      syntax.argument(
        "[stacks...]",
        "names of stacks, or <system>-<environment> for all slices of a system; default: the project's default stack",
      ),
    ),

  async run({ operands, options }, terminal): Promise<ExitCode> {
    const graphs = [];
    // One after another: a recorded program has the process's settings to itself.
    for (const named of operands.length > 0 ? [...new Set(operands)] : [undefined]) {
      graphs.push((await loadSystem(named, terminal.folder, options)).graph);
    }
    const images = imagesOf(graphs);
    terminal.out(options.json ? toJson({ version: 1, ...images }) : renderImages(images, terminal));
    return 0;
  },
};
