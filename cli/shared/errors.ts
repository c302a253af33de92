/** Wrong use or wrong input: printed as it is, without a stack, and the command ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}

/**
 * An error that names several mistakes, each on a line, and counts them.
 *
 * @param lines each with its place and the problem
 * @param outcome what did not happen, such as `nothing was planned`
 */
export function mistakesError(lines: readonly string[], outcome: string): UsageError {
  const count = lines.length === 1 ? "1 mistake" : `${lines.length} mistakes`;
  return new UsageError(`${lines.join("\n")}\n${count}, ${outcome}.`);
}
