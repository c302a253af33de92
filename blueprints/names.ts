/** Names of a blueprint's resources, so that one stack may contain several instances of it. */
export interface BlueprintNames {
  /** Prefix of physical names, unique in the project: `shop-prod`, or `shop-prod-asia` for the instance named asia. */
  readonly prefix: string;
  /** Logical name of a component: `network`, or `asia-network`. */
  of(component: string): string;
}

/** @param name name of the instance; the first has none */
export function blueprintNames(name: string | undefined, stack: string): BlueprintNames {
  return name === undefined
    ? { prefix: stack, of: (component) => component }
    : { prefix: `${stack}-${name}`, of: (component) => `${name}-${component}` };
}
