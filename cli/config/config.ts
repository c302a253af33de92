import type { ProgramArgs } from "#infra/program-args";
import type { ExceptionsSource } from "#policies/exceptions/resolve";
import type { Rule } from "#policies/rule";

/** What a project states once, for its program, its checks and its policy pack. */
export interface StrataConfig extends Partial<ProgramArgs> {
  /** Rules that a check runs, each id once. Default: every rule of strata, `RULES`. */
  readonly rules?: readonly Rule[];
  /**
   * Accepted findings: a YAML file, by its URL or by a path relative to the project, or the exceptions themselves.
   * Default: `policies/exceptions.yaml` where it exists, else none.
   */
  readonly exceptions?: ExceptionsSource;
  /** Stack that commands use when none is named. Default: the project's only stack. */
  readonly defaultStack?: string;
}

/**
 * Types a project's configuration. `strata.config.ts`, beside `Pulumi.yaml`, exports it as its default; a project
 * of plain values may state them under `strata` in package.json instead.
 *
 * @public config
 */
export function defineConfig<Config extends StrataConfig>(config: Config): Config {
  return config;
}
