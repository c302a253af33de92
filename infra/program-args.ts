import type { Environments } from "#blueprints/contract/environment";
import type { Systems } from "#blueprints/contract/system";

/** Arguments of `createProgram`. @public */
export interface ProgramArgs {
  /** Systems that stack files may name by `strata:system`; the key is the system's name. */
  readonly systems: Systems;
  /**
   * Environments that stack files may name by `strata:environment`; the key is the environment's name. Default
   * `ENVIRONMENTS`: dev, staging and prod.
   */
  readonly environments?: Environments;
}
