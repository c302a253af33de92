import { InvalidArgumentError } from "commander";
import type { Syntax } from "../command.ts";
import { programOptions } from "./program-options.ts";

/** The stack that a command reads, as its only argument, and the options of planning it. */
export function stackArgument(syntax: Syntax): Syntax {
  return programOptions(
    syntax.argument(
      "[stack]",
      "name of a stack, or <system>-<environment> for all its slices; default: the project's default stack",
    ),
  );
}

/**
 * A directory's name. An empty one would be the directory in which the command is called.
 *
 * @throws InvalidArgumentError for an empty one
 */
export function parseDirectory(text: string): string {
  if (text.trim() === "") {
    throw new InvalidArgumentError('expected a directory, such as "out"');
  }
  return text;
}
