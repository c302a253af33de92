/** A file of a project that cannot be read: its message names file and line, what was found and what is allowed. */
export class DocumentError extends Error {
  constructor(message: string) {
    super(message);
    this.name = "DocumentError";
  }
}
