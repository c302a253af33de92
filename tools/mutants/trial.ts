import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Baseline } from "./baseline.ts";
import { Candidates } from "./candidates.ts";
import { type Mutant, mutate } from "./mutant.ts";
import { TypeCheck } from "./types.ts";
import { Ended, TimedOut, type Worker } from "./worker/client.ts";

/** What became of a mutant. */
export interface Outcome {
  readonly mutant: Mutant;
  /** `types`: refused by the compiler. `uncovered`: no spec runs the code. */
  readonly status: "killed" | "types" | "survived" | "uncovered";
  /** What killed it. */
  readonly by?: string;
}

/** Specs before the compiler is asked, by what they take on the code as it is, in milliseconds. */
const FIRST = 2_000;
/** Time for the specs of a mutant beyond what they take on the code as it is, in milliseconds. */
const PATIENCE = 30_000;

/** Runs the specs that may notice a mutant. */
export class Trial {
  readonly #root: string;
  readonly #baseline: Baseline;
  readonly #candidates: Candidates;
  readonly #worker: Worker;
  readonly #sound = new Map<string, Promise<boolean>>();

  readonly #types: TypeCheck;

  constructor(root: string, baseline: Baseline, worker: Worker) {
    this.#types = new TypeCheck(root);
    this.#root = root;
    this.#baseline = baseline;
    this.#candidates = new Candidates(baseline, root);
    this.#worker = worker;
  }

  /** @param most time for its specs, by what they take on the code as it is, in milliseconds */
  async outcomeOf(mutant: Mutant, most: number): Promise<Outcome> {
    const specs = this.#candidates.within(this.#candidates.of(mutant), most);
    const first = this.#candidates.within(specs, FIRST);
    const soon = await this.#killer(mutant, first);
    if (soon !== undefined) {
      return { mutant, status: "killed", by: soon };
    }
    const refusal = this.#types.refusal(mutant);
    if (refusal !== undefined) {
      return { mutant, status: "types", by: refusal };
    }
    const later = await this.#killer(mutant, specs.slice(first.length));
    return later === undefined
      ? { mutant, status: specs.length === 0 ? "uncovered" : "survived" }
      : { mutant, status: "killed", by: later };
  }

  /** The first of the specs that fails on the mutant but not on an unchanged copy, and with what. */
  async #killer(mutant: Mutant, specs: readonly string[]): Promise<string | undefined> {
    const source = readFileSync(join(this.#root, mutant.file), "utf8");
    let left = specs;
    while (left.length > 0) {
      const { spec, failure } = await this.#try(mutant.file, mutate(source, mutant), left);
      if (failure === undefined || spec === undefined) {
        return failure;
      }
      if (await this.#isSound(mutant.file, source, spec)) {
        return `${spec} ${failure}`;
      }
      left = left.slice(left.indexOf(spec) + 1);
    }
    return undefined;
  }

  async #try(file: string, source: string, specs: readonly string[]) {
    const time = specs.reduce((sum, spec) => sum + this.#candidates.milliseconds(spec), 0);
    const imports = this.#baseline.imports;
    const absolute = specs.map((spec) => join(this.#root, spec));
    try {
      const tried = await this.#worker.try(
        { file: join(this.#root, file), source, specs: absolute, imports },
        PATIENCE + 5 * time,
      );
      return { ...tried, spec: specs[absolute.indexOf(tried.spec ?? "")] };
    } catch (error) {
      if (error instanceof TimedOut || error instanceof Ended) {
        return { spec: undefined, failure: error.message };
      }
      throw error;
    }
  }

  #isSound(file: string, source: string, spec: string): Promise<boolean> {
    const key = `${file} ${spec}`;
    const sound =
      this.#sound.get(key) ?? this.#try(file, source, [spec]).then(({ failure }) => failure === undefined);
    this.#sound.set(key, sound);
    return sound;
  }
}
