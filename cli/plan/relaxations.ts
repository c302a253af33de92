import type { ComponentView, PlanModel } from "./model.ts";

/** Label under which a component publishes what it gives up of its secure defaults, parts between " · ". */
const LABEL = "relaxed";

/** A secure default that is given up, and where. */
export interface Relaxation {
  readonly words: string;
  /** Names of the components, in the plan's order. */
  readonly components: readonly string[];
}

/** What a stack gives up of its components' secure defaults, each once, with all components that do. */
export function relaxationsOf({ layers }: PlanModel): Relaxation[] {
  const found = new Map<string, Set<string>>();
  const visit = ({ name, summary, components }: ComponentView): void => {
    for (const [label, text] of summary) {
      for (const words of label === LABEL && typeof text === "string" ? text.split(" · ") : []) {
        found.set(words, (found.get(words) ?? new Set()).add(name));
      }
    }
    components.forEach(visit);
  };
  for (const layer of layers) {
    layer.components.forEach(visit);
  }
  return [...found].map(([words, names]) => ({ words, components: [...names] }));
}
