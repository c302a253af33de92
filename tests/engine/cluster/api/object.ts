import { isList, isPlain, type Wire, type WireRecord } from "../../provider/wire.ts";

/** An object of the Kubernetes API, as JSON. */
export type KubernetesObject = WireRecord;

/** The member at a path, or undefined where the path ends early. */
export function member(value: Wire | undefined, ...path: readonly (string | number)[]): Wire | undefined {
  return path.reduce<Wire | undefined>((inside, key) => {
    if (typeof key === "number") {
      return isList(inside) ? inside[key] : undefined;
    }
    return isPlain(inside) ? inside[key] : undefined;
  }, value);
}

export function textAt(value: Wire | undefined, ...path: readonly (string | number)[]): string {
  const found = member(value, ...path);
  return typeof found === "string" ? found : "";
}

/** The number at a path, 0 where there is none: the API leaves out counts that are 0. */
export function numberAt(value: Wire | undefined, ...path: readonly (string | number)[]): number {
  const found = member(value, ...path);
  return typeof found === "number" ? found : 0;
}

export function listAt(value: Wire | undefined, ...path: readonly (string | number)[]): readonly Wire[] {
  const found = member(value, ...path);
  return isList(found) ? found : [];
}

export function recordAt(value: Wire | undefined, ...path: readonly (string | number)[]): WireRecord {
  const found = member(value, ...path);
  return isPlain(found) ? found : {};
}

export function nameOf(object: KubernetesObject): string {
  return textAt(object, "metadata", "name");
}

export function namespaceOf(object: KubernetesObject): string {
  return textAt(object, "metadata", "namespace");
}

/** A condition of an object's status, such as `Available`. */
export function conditionOf(object: KubernetesObject, type: string): WireRecord | undefined {
  return listAt(object, "status", "conditions")
    .filter(isPlain)
    .find((condition) => condition["type"] === type);
}

export function isTrue(object: KubernetesObject, type: string): boolean {
  return conditionOf(object, type)?.["status"] === "True";
}

/** Labels as the API takes them in `labelSelector`. */
export function selectorText(labels: WireRecord): string {
  return Object.entries(labels)
    .map(([key, value]) => `${key}=${String(value)}`)
    .join(",");
}

/** A kind of object, as it is written in every object. */
export interface Kind {
  /** Such as `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** One object. The namespace is empty for what lies in none. */
export interface Reference extends Kind {
  readonly name: string;
  readonly namespace?: string;
}

export function kindOf(object: KubernetesObject): Kind {
  return { apiVersion: textAt(object, "apiVersion"), kind: textAt(object, "kind") };
}

export function referenceOf(object: KubernetesObject): Reference {
  return { ...kindOf(object), name: nameOf(object), namespace: namespaceOf(object) };
}
