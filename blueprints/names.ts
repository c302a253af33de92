/** Names of what a blueprint makes, so that two of it may stand in one stack. */
export interface BlueprintNames {
  /** Start of physical names, unique in the project: `shop-prod`, or `shop-prod-asia` of the one named asia. */
  readonly prefix: string;
  /** Logical name of a component: `network`, or `asia-network`. */
  of(component: string): string;
}

/** @param name of this one of several; the first has none */
export function blueprintNames(name: string | undefined, stack: string): BlueprintNames {
  return name === undefined
    ? { prefix: stack, of: (component) => component }
    : { prefix: `${stack}-${name}`, of: (component) => `${name}-${component}` };
}
