import type { Value } from "../model.ts";

/** Facts for operators: secrets, alerts and opt-outs from defaults. @public */
export interface OperationsFacts {
  /** Secrets of a vault. */
  readonly secrets?: {
    readonly count: number;
    /** Ids of secrets whose values are created elsewhere and added manually. */
    readonly external: readonly string[];
  };
  /** Days between two values of a secret, each period once. */
  readonly rotationDays?: readonly number[];
  /** Namespaces that may read secrets. */
  readonly secretStore?: { readonly namespaces: readonly string[] };
  /** Where alerts are routed. */
  readonly alertRouting?: "none" | "ticket" | "page";
  /** Addresses that are requested from outside, as host and path. */
  readonly uptimeChecks?: readonly string[];
  /** Names of alerts by severity. */
  readonly alerts?: { readonly critical: readonly string[]; readonly warning: readonly string[] };
  /** Keys of dashboards. */
  readonly dashboards?: readonly string[];
  /** Scrape targets. */
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
  /** The default; absent if there is none, or none that can be expressed. */
  readonly default?: Value;
}
