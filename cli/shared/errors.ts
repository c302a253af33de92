/** Wrong use or wrong input: printed as it is, without a stack, and the command ends with exit code 2. */
export class UsageError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "UsageError";
  }
}
