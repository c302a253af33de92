import type { EngineResults } from "./engine/compare.ts";
import type { Measurement } from "./measure.ts";

/** What one tool took for one number of objects: medians of whole processes. */
export interface Row extends Measurement {
  readonly tool: "strata" | "cdk8s" | "mocks";
  readonly objects: number;
  readonly runs: number;
}

export interface Results {
  readonly date: string;
  readonly machine: { readonly processor: string; readonly cores: number; readonly memoryGiB: number };
  readonly versions: Readonly<Record<string, string>>;
  /** `strata plan` of the default stack; absent when that could not run. */
  readonly plan: (Measurement & { readonly stack: string; readonly runs: number }) | undefined;
  readonly rows: readonly Row[];
  /** Beside the real engine; absent when that could not run. */
  readonly engine: EngineResults | undefined;
}
