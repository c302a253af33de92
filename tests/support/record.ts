import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { Provider as KubernetesProvider } from "@pulumi/kubernetes/provider.js";
import type { Inputs, ProviderResource } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import type { Graph, Node, Values } from "#graph/model";
import { type Program, type RecordOptions, record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { accepted } from "./provider-refusals.ts";

/** One provider of each kind, as a system hands them to its components. */
export interface TestProviders {
  readonly cloudflare: ProviderResource;
  readonly gcp: ProviderResource;
  readonly kubernetes: ProviderResource;
  readonly random: ProviderResource;
  readonly all: ProviderResource[];
}

/** The graph of the one stack that a program was recorded as, with the stack's outputs. */
export type RecordedGraph = Graph & { readonly outputs: Values };

/** Records a program as one stack. */
export async function recordStack(program: Program, options: RecordOptions): Promise<RecordedGraph> {
  const graph = accepted(await record(program, options));
  return { ...graph, outputs: outputsOf(graph) };
}

/** Records a program that is handed explicit providers, under the project "strata" and the stack "test". */
export function recordWith(
  program: (providers: TestProviders) => Inputs | undefined | Promise<Inputs | undefined>,
): Promise<RecordedGraph> {
  const run = () => {
    const cloudflare = new CloudflareProvider("cloudflare", {});
    const gcp = new GcpProvider("gcp", { project: "test-project", region: "us-central1" });
    const kubernetes = new KubernetesProvider("kubernetes", { kubeconfig: "{}" });
    const random = new RandomProvider("random", {});
    return program({ cloudflare, gcp, kubernetes, random, all: [cloudflare, gcp, kubernetes, random] });
  };
  return recordStack(run, {
    project: "strata",
    stack: "test",
    root: new URL("../..", import.meta.url).pathname,
  });
}

/**
 * Type and name of every node below the component with this name, in the order of their construction.
 *
 * @param type the component's, where children share its name
 */
export function childrenOf(graph: Graph, component: string, type?: string): string[] {
  const parent = nodeNamed(graph, component, type);
  return graph.nodes.filter((node) => node.parent === parent.urn).map((node) => `${node.type} ${node.name}`);
}

/** The nodes below the component with this name, by URN, with all that decides what the cloud gets. */
export function childrenByUrn(graph: Graph, component: string): Record<string, unknown> {
  const { urn } = nodeNamed(graph, component);
  const children = graph.nodes.filter((node) => node.parent === urn);
  return Object.fromEntries(children.map((node) => [node.urn, { ...node, source: undefined }]));
}

/** The one node with this name, and of this type when several share the name. */
export function nodeNamed(graph: Graph, name: string, type?: string): Node {
  const found = graph.nodes.filter(
    (node) => node.name === name && (type === undefined || node.type === type),
  );
  const [node] = found;
  if (!node || found.length > 1) {
    throw new Error(
      `${found.length} nodes are called "${name}"; there are: ${graph.nodes.map((each) => `${each.type} ${each.name}`).join(", ")}`,
    );
  }
  return node;
}
