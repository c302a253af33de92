import type { Graph, Node, Values } from "#graph/model";
import type { KubernetesApi } from "../../cluster/api/client.ts";
import { type Kind, nameOf } from "../../cluster/api/object.ts";

const KINDS: readonly Kind[] = [
  { apiVersion: "networking.k8s.io/v1", kind: "NetworkPolicy" },
  { apiVersion: "v1", kind: "Namespace" },
  { apiVersion: "apps/v1", kind: "Deployment" },
];

/** What decides who may connect to whom, read from a cluster, in the form in which a plan holds it. */
export async function liveGraph(api: KubernetesApi): Promise<Graph> {
  const lists = await Promise.all(
    KINDS.map(async (kind) => {
      const objects = await api.list(kind);
      return objects.map((object) => nodeOf(kind, nameOf(object), object as Values));
    }),
  );
  return { stacks: [{ project: "live", stack: "live", outputs: {} }], nodes: lists.flat() };
}

function nodeOf({ apiVersion, kind }: Kind, name: string, inputs: Values): Node {
  const type = `kubernetes:${apiVersion}:${kind}`;
  return {
    urn: `urn:pulumi:live::live::${type}::${name}`,
    type,
    name,
    custom: true,
    parent: undefined,
    provider: undefined,
    dependencies: [],
    propertyDependencies: {},
    protect: false,
    inputs,
    settings: {},
    published: undefined,
    read: undefined,
    source: undefined,
  };
}
