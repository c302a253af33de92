import { expect } from "chai";
import type { Graph, Node } from "#graph/model";

/**
 * Fails unless everything that one graph has is in the other as it was: with the same identity, inputs,
 * protection, options and provider. What it waits for may grow; that changes nothing in the cloud.
 */
export function expectUntouched(before: Graph, after: Graph): void {
  const now = new Map(after.nodes.map((node) => [node.urn, node]));
  for (const node of before.nodes.filter(({ custom }) => custom)) {
    const same = now.get(node.urn);
    expect(same && factsOf(same), node.urn).to.deep.equal(factsOf(node));
  }
}

function factsOf({ urn, type, provider, protect, inputs, settings, read }: Node) {
  return { urn, type, provider, protect, inputs, settings, read };
}

/** Names of what a provider manages in one graph and not in the other. */
export function addedTo(before: Graph, after: Graph): string[] {
  const known = new Set(before.nodes.map(({ urn }) => urn));
  return after.nodes.filter(({ urn, custom }) => custom && !known.has(urn)).map(({ name }) => name);
}
