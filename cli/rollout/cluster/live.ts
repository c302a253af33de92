import { isRecord, type Value, type Values } from "#graph/model";

/** An object as the Kubernetes API returns it. */
export type LiveObject = Values;

/** A condition of an object's status. */
export interface Condition {
  readonly type: string;
  readonly status: string;
  readonly reason: string;
  readonly message: string;
  /** Generation of the object that it was set for; absent when its controller does not say. */
  readonly observedGeneration: number | undefined;
}

/** A member of a value by its path; undefined when a part of the path is missing. */
export function at(value: Value | undefined, ...path: readonly (string | number)[]): Value | undefined {
  return path.reduce<Value | undefined>((inside, key) => {
    if (typeof key === "number") {
      return Array.isArray(inside) ? inside[key] : undefined;
    }
    return isRecord(inside) ? inside[key] : undefined;
  }, value);
}

/** A text; empty when there is none. */
export function textAt(value: Value | undefined, ...path: readonly (string | number)[]): string {
  const found = at(value, ...path);
  return typeof found === "string" ? found : "";
}

/** A number; 0 when there is none, as in a status, which leaves zeros out. */
export function numberAt(value: Value | undefined, ...path: readonly (string | number)[]): number {
  const found = at(value, ...path);
  return typeof found === "number" ? found : 0;
}

export function listAt(value: Value | undefined, ...path: readonly (string | number)[]): readonly Value[] {
  const found = at(value, ...path);
  return Array.isArray(found) ? found : [];
}

export function recordAt(value: Value | undefined, ...path: readonly (string | number)[]): Values {
  const found = at(value, ...path);
  return isRecord(found) ? found : {};
}

export function nameOf(object: LiveObject): string {
  return textAt(object, "metadata", "name");
}

/** The most recent first; those of the same time in the API's order, which is by name. */
export function newestFirst(
  objects: readonly LiveObject[],
  timeOf: (object: LiveObject) => string = (object) => textAt(object, "metadata", "creationTimestamp"),
): readonly LiveObject[] {
  return objects.toSorted((a, b) => timeOf(b).localeCompare(timeOf(a)));
}

export function conditionsOf(object: LiveObject): readonly Condition[] {
  return listAt(object, "status", "conditions").map((condition) => {
    const observed = at(condition, "observedGeneration");
    return {
      type: textAt(condition, "type"),
      status: textAt(condition, "status"),
      reason: textAt(condition, "reason"),
      message: textAt(condition, "message"),
      observedGeneration: typeof observed === "number" ? observed : undefined,
    };
  });
}

export function conditionOf(object: LiveObject, type: string): Condition | undefined {
  return conditionsOf(object).find((condition) => condition.type === type);
}

/** Whether the controller of an object has seen its current specification. */
export function isObserved(object: LiveObject): boolean {
  return numberAt(object, "status", "observedGeneration") >= numberAt(object, "metadata", "generation");
}
