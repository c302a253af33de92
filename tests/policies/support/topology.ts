import type { Node, Values } from "#graph/model";
import { resource } from "./nodes.ts";
import { through } from "./providers.ts";

const PEER = { kind: "pods", namespace: "shop", labels: {} };

/** A service with an object in a cluster, and what it publishes. */
export function published(
  name: string,
  {
    endpoints = [],
    links = [],
  }: { readonly endpoints?: readonly string[]; readonly links?: readonly string[] },
  provider?: Node,
): readonly Node[] {
  const component = resource("strata:workload:WebService", {}, { name });
  const connection = (name: string): Values => ({
    name,
    host: name,
    port: 80,
    protocol: "http",
    peer: PEER,
  });
  const node: Node = {
    ...component,
    published: {
      endpoints: endpoints.map((id) => ({ id, ...connection(name) })),
      links: links.map((to) => ({ from: component.urn, to, purpose: "request", ...connection("api") })),
    },
  };
  const inside = resource("kubernetes:core/v1:ServiceAccount", {}, { name, parent: node });
  return [node, provider ? through(provider, inside) : inside];
}

/** Id of an endpoint of a {@link published} service. */
export function idOf(name: string, role: string): string {
  return `${resource("strata:workload:WebService", {}, { name }).urn}#${role}`;
}
