import type { ComponentView, PlanModel } from "./model.ts";

/** A secure default that is given up, and where. */
export interface SharedOptOut {
  readonly phrase: string;
  /** Names of the components, in the plan's order. */
  readonly components: readonly string[];
}

/** A stack's opt-outs from secure defaults, each once, with all its components. */
export function sharedOptOuts({ layers }: PlanModel): SharedOptOut[] {
  const found = new Map<string, Set<string>>();
  const visit = ({ name, optOuts, components }: ComponentView): void => {
    for (const phrase of optOuts) {
      found.set(phrase, (found.get(phrase) ?? new Set()).add(name));
    }
    components.forEach(visit);
  };
  for (const layer of layers) {
    layer.components.forEach(visit);
  }
  return [...found].map(([phrase, names]) => ({ phrase, components: [...names] }));
}
