import { createProgram, type SystemsProgram } from "#infra/program";
import type { ProgramArgs } from "#infra/program-args";
import type { ExceptionsSource } from "#policies/exceptions/resolve";
import type { RuleSelection } from "#policies/rules";

/** What a project states once, for its program, its checks and its policy pack. */
export interface StrataConfig extends Partial<ProgramArgs>, RuleSelection {
  /**
   * Accepted findings: a YAML file, by its URL or by a path relative to the project, or the exceptions themselves.
   * Default: `policies/exceptions.yaml` where it exists, else none.
   */
  readonly exceptions?: ExceptionsSource;
  /** Stack that commands use when none is named. Default: the project's only stack. */
  readonly defaultStack?: string;
}

/**
 * A project's configuration, the default export of `strata.config.ts` beside `Pulumi.yaml`. With systems it is the
 * project's program too: `main: strata.config.ts` in Pulumi.yaml runs it. A project of plain values may state
 * `exceptions` and `defaultStack` under `strata` in package.json instead.
 *
 * @public config
 * @throws Error where an environment's key is not its name
 */
export function defineConfig(config: StrataConfig & ProgramArgs): StrataConfig & SystemsProgram;
export function defineConfig(config: StrataConfig): StrataConfig;
export function defineConfig(config: StrataConfig): StrataConfig {
  const { systems, environments } = config;
  if (systems === undefined) {
    return config;
  }
  return Object.assign(createProgram({ systems, ...(environments && { environments }) }), config);
}
