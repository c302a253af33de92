/** A command and what it has to answer. */
export interface Step {
  /** What it is for, as a sentence without a full stop. */
  readonly title: string;
  readonly command: readonly [string, ...string[]];
  /** Exit code, or any but 0. Default 0. */
  readonly code?: number | "failure";
  /** Has to stand in its output. Default anything. */
  readonly output?: RegExp;
  /** May not stand in its output. Default nothing. */
  readonly absent?: RegExp;
  /** Environment variable whose value it reads from its input: values of secrets are no arguments. Default none. */
  readonly input?: string;
  /** Tries again every so many seconds, until it succeeds or the time is up. Default: it has one try. */
  readonly retrySeconds?: number;
  /** Tries at most. Default any number. */
  readonly attempts?: number;
  /** Runs at the same time, and ends with this step. Default none. */
  readonly meanwhile?: Step;
}

/** What a run does, in this order. */
export interface Phases {
  /** Nothing is made while one of these fails. */
  readonly checks: readonly Step[];
  /** One that fails ends the run; what was made is removed. */
  readonly work: readonly Step[];
  /** All of them run, whatever the others say. */
  readonly smoke: readonly Step[];
  /** Run in the end, once `work` has begun, whatever happened: each of them, and without a time limit. */
  readonly cleanup: readonly Step[];
}

/** A step as people would type it. */
export function commandLine({ command, input }: Step): string {
  const words = command.map((word) =>
    /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`,
  );
  return `${words.join(" ")}${input ? ` <<< "$${input}"` : ""}`;
}
