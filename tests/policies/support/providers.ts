import type { Node, Values } from "#graph/model";
import { resource } from "./nodes.ts";

/** A Kubernetes provider, by name. */
export function kubernetesProvider(name: string, inputs: Values): Node {
  return resource("pulumi:providers:kubernetes", inputs, { name, provider: undefined });
}

/** The object as seen through a provider. */
export function through(provider: Node, node: Node): Node {
  return { ...node, provider: provider.urn };
}
