import type { Environments } from "#blueprints/environment";
import type { Systems } from "#blueprints/system";

/** What a program is made of. @public */
export interface ProgramArgs {
  /** Systems that stack files may name by `strata:system`; the key is the system's own name. */
  readonly systems: Systems;
  /**
   * Environments that stack files may name by `strata:environment`; the key is the environment's own name. Default
   * `ENVIRONMENTS`: dev, staging and prod.
   */
  readonly environments?: Environments;
}
