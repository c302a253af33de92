import type { Value } from "../model.ts";

/** What those who run a system know of it: secrets, alerts, and which defaults do not hold. @public */
export interface OperationsFacts {
  /** Secrets of a vault. */
  readonly secrets?: {
    readonly count: number;
    /** Ids of those whose values are made elsewhere and filled in by hand. */
    readonly external: readonly string[];
  };
  /** Days between two values of a secret, each period once. */
  readonly rotationDays?: readonly number[];
  /** Namespaces that may read secrets. */
  readonly secretStore?: { readonly namespaces: readonly string[] };
  /** Who is told of alerts. */
  readonly alertRouting?: "none" | "ticket" | "page";
  /** Names of alerts by severity. */
  readonly alerts?: { readonly critical: readonly string[]; readonly warning: readonly string[] };
  /** Keys of dashboards. */
  readonly dashboards?: readonly string[];
  /** What metrics are fetched from. */
  readonly scrapeTargets?: readonly string[];
  /** Arguments that relax a secure or highly available default. Absent: every default holds. */
  readonly optOuts?: readonly OptOutFact[];
}

/** An argument that relaxes a default. */
export interface OptOutFact {
  /** Path of the argument, such as `protect` or `nodePools.general.spot`. */
  readonly argument: string;
  /** What it is, or what of it counts. */
  readonly value: Value;
  /** What it would be by default; absent where there is none, or none that can be written down. */
  readonly default?: Value;
}
