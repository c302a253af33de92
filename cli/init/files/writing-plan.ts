/** A file that a system is written to. */
export interface PlannedFile {
  /** Relative to the project, with `/`. */
  readonly path: string;
  readonly content: string;
  /** Whether the file is new; a change adds to one that exists. */
  readonly action: "create" | "change";
}

/** Everything that is to be written, and why some of it cannot be. */
export interface WritingPlan {
  readonly files: readonly PlannedFile[];
  /** A line for each, with the path. */
  readonly conflicts: readonly string[];
}
