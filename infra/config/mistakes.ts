import { RunError } from "@pulumi/pulumi";

/** One mistake in a stack's configuration. */
export interface ConfigMistake {
  /** Configuration key and the path inside it, such as `["strata:backend", "maxReplicas"]`. */
  readonly path: readonly (string | number)[];
  /** What was found and what is allowed. */
  readonly problem: string;
  /** For a misspelled key, the path that was most likely meant, in the form of {@link formatPath}. */
  readonly meant?: string;
}

/**
 * An invalid configuration. It lists all mistakes at once; nothing has been planned. As it is a `RunError`, the engine
 * shows its message without a stack trace.
 */
export class ConfigError extends RunError {
  readonly mistakes: readonly ConfigMistake[];

  constructor(mistakes: readonly ConfigMistake[]) {
    super(mistakes.map(({ path, problem }) => `${formatPath(path)}  ${problem}`).join("\n"));
    this.name = "ConfigError";
    this.mistakes = mistakes;
  }
}

/** `["strata:database", "pool", "open"]` as `strata:database.pool.open`. */
export function formatPath(path: readonly (string | number)[]): string {
  return path
    .map((step, index) => (typeof step === "number" ? `[${step}]` : index === 0 ? step : `.${step}`))
    .join("");
}
