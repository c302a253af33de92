import { basename, dirname, relative } from "node:path";
import { type Baseline, SLOWEST } from "./baseline.ts";
import type { Mutant } from "./mutant.ts";
import { dependentsOf } from "./worker/loader.ts";

/** Compares what every resource of the stacks consists of: after the specs nearby, before the others. */
const PLANS = "tests/stacks/golden.spec.ts";
const PLANS_RANK = 5;
/** Specs that compare whole stacks: they come after those of the piece itself. */
const LAST = /^tests\/(stacks|docs|cli|blueprints)\//;

/** Which specs may fail on a mutant, the likeliest first. */
export class Candidates {
  readonly #baseline: Baseline;
  readonly #root: string;
  readonly #loading = new Map<string, readonly string[]>();
  readonly #runs: ReadonlyMap<string, ReadonlySet<string>>;
  readonly #loads: ReadonlySet<string>;

  constructor(baseline: Baseline, root: string) {
    this.#baseline = baseline;
    this.#root = root;
    const specs = Object.entries(baseline.specs).filter(
      ([, { failure, milliseconds }]) => failure === undefined && milliseconds < SLOWEST,
    );
    this.#runs = new Map(specs.map(([spec, { runs }]) => [spec, new Set(runs)]));
    this.#loads = new Set(specs.flatMap(([, { loads }]) => loads));
  }

  /**
   * Specs whose tests run the mutant's code. What takes effect when its module is loaded may be seen by any spec that
   * loads the module: first by those that run functions of it.
   */
  of(mutant: Mutant): string[] {
    const loading = this.#specsThatLoad(mutant.file);
    const atLoad = !mutant.inFunction || this.#loads.has(mutant.id);
    const specs = atLoad ? loading : loading.filter((spec) => this.#runs.get(spec)?.has(mutant.id));
    return specs
      .map((spec) => ({ spec, rank: this.#rank(spec, mutant.file) }))
      .sort((a, b) => a.rank - b.rank || this.milliseconds(a.spec) - this.milliseconds(b.spec))
      .map(({ spec }) => spec);
  }

  /** As many from the start as fit into a time. */
  within(specs: readonly string[], milliseconds: number): string[] {
    let time = 0;
    return specs.filter((spec) => {
      time += this.milliseconds(spec);
      return time <= milliseconds;
    });
  }

  milliseconds(spec: string): number {
    return this.#baseline.specs[spec]?.milliseconds ?? 0;
  }

  #specsThatLoad(file: string): readonly string[] {
    const known = this.#loading.get(file);
    if (known) {
      return known;
    }
    const imports = new Map(this.#baseline.imports.map(([module, loads]) => [module, new Set(loads)]));
    const dependents = [...dependentsOf(`${this.#root}/${file}`, imports)].map((path) =>
      relative(this.#root, path),
    );
    const specs = dependents.filter((path) => this.#runs.has(path));
    this.#loading.set(file, specs);
    return specs;
  }

  /** 0 for the spec of the same name, then by distance in the tree; specs of another room come late. */
  #rank(spec: string, file: string): number {
    const place = dirname(spec).replace(/^tests\//, "");
    if (place === dirname(file) && basename(spec, ".spec.ts") === basename(file, ".ts")) {
      return 0;
    }
    if (spec === PLANS) {
      return PLANS_RANK;
    }
    const [a, b] = [place.split("/"), dirname(file).split("/")];
    const shared = a.findIndex((step, index) => step !== b[index]);
    const distance = b.length - (shared < 0 ? a.length : shared);
    const runs = this.#baseline.specs[spec]?.files.includes(file) ? 0 : 3;
    return 1 + Math.max(0, distance) + runs + (a[0] === b[0] ? 0 : 10) + (LAST.test(spec) ? 10 : 0);
  }
}
