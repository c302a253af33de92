import { createProgram, type SystemsProgram } from "#infra/program";
import type { ProgramArgs } from "#infra/program-args";
import type { ExceptionsSource } from "#policies/exceptions/resolve";
import type { RuleSelection } from "#policies/rules";

/** A project's configuration, shared by its program, its checks and its policy pack. */
export interface StrataConfig extends Partial<ProgramArgs>, RuleSelection {
  /**
   * Accepted findings: a YAML file, by its URL or by a path relative to the project, or the exceptions themselves.
   * Default: `policies/exceptions.yaml` if it exists, otherwise none.
   */
  readonly exceptions?: ExceptionsSource;
  /** Stack that commands use when none is named. Default: the project's only stack. */
  readonly defaultStack?: string;
  /** Seconds that the program may take for a stack, against waits and loops without end. Default 120. */
  readonly planTimeoutSeconds?: number;
}

/**
 * A project's configuration, the default export of `strata.config.ts` beside `Pulumi.yaml`. With systems it is also the
 * project's program: `main: strata.config.ts` in Pulumi.yaml runs it. A project with plain values only may set
 * `exceptions` and `defaultStack` under `strata` in package.json instead.
 *
 * @public config
 * @throws Error if an environment's key is not its name
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
