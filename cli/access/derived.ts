import type { Node } from "#graph/model";

/** Rights on a part of a graph, and the resources whose rights are not known. */
export interface Derived<Rights> {
  readonly rights: Rights;
  /** With the type token, and what distinguishes it, such as a ruleset's phase or a release's chart. */
  readonly unknown: readonly { readonly type: string; readonly node: Node }[];
}

/** `Network` for `gcp:compute/network:Network`, each once, in alphabetical order. */
export function kindsOf(nodes: readonly Node[]): string[] {
  return [...new Set(nodes.map(({ type }) => type.slice(type.lastIndexOf(":") + 1)))].sort();
}
