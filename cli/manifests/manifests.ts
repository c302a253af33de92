import { indexClusters } from "#graph/clusters";
import { HELM_RELEASE } from "#graph/kubernetes-types";
import { type Graph, isRecord, type Node, type Value } from "#graph/model";
import { stackOf } from "#graph/stacks";
import { objectWithPlaceholders, valuesWithPlaceholders } from "./placeholders.ts";

/** A Kubernetes object as it would be applied. */
export interface Manifest {
  /** Name of its stack. */
  readonly stack: string;
  readonly urn: string;
  /** Logical name of the cluster's provider, the first if it has several. */
  readonly cluster: string;
  readonly apiVersion: string;
  readonly kind: string;
  /** Undefined if the object states none. */
  readonly namespace: string | undefined;
  readonly name: string;
  readonly object: Value;
}

/** A Helm release with what decides it. */
export interface HelmRelease {
  /** Name of its stack. */
  readonly stack: string;
  readonly urn: string;
  /** Logical name of the cluster's provider, the first if it has several. */
  readonly cluster: string;
  readonly name: string;
  readonly namespace: string | undefined;
  readonly chart: string;
  readonly version: string | undefined;
  readonly repository: string | undefined;
  readonly values: Value;
}

export interface Manifests {
  readonly objects: readonly Manifest[];
  readonly releases: readonly HelmRelease[];
}

/** Kinds that others need first. */
const FIRST = [
  "Namespace",
  "CustomResourceDefinition",
  "PriorityClass",
  "ServiceAccount",
  "Role",
  "RoleBinding",
];

/**
 * Kubernetes objects and Helm releases of a graph, sorted: stack by stack, dependencies first, then by namespace and
 * name. Stacks are not mixed: each may use a different cluster.
 */
export function manifestsOf(graph: Graph): Manifests {
  const nodes = graph.nodes.filter(
    (node) => node.custom && !node.read && node.type.startsWith("kubernetes:"),
  );
  const cluster = clusterNames(graph);
  const stacks = graph.stacks.map(({ stack }) => stack);
  const byStack = (a: { readonly stack: string }, b: { readonly stack: string }) =>
    stacks.indexOf(a.stack) - stacks.indexOf(b.stack);
  return {
    objects: nodes
      .flatMap((node) => toManifest(node, cluster(node)))
      .sort((a, b) => byStack(a, b) || compareManifests(a, b)),
    releases: nodes
      .filter(({ type }) => type === HELM_RELEASE)
      .map((node) => toRelease(node, cluster(node)))
      .sort(
        (a, b) => byStack(a, b) || compare(a.namespace ?? "", b.namespace ?? "") || compare(a.name, b.name),
      ),
  };
}

/** The clusters of a graph by the names of their providers. */
function clusterNames({ nodes }: Graph): (node: Node) => string {
  const clusters = indexClusters(nodes);
  const names = new Map<string, string>();
  return ({ urn, provider = "" }) => {
    const id = clusters.of(urn) ?? provider;
    const name = names.get(id) ?? (provider.split("::").at(-1) || "default");
    names.set(id, name);
    return name;
  };
}

function toManifest({ urn, inputs, name }: Node, cluster: string): Manifest[] {
  const { apiVersion, kind, metadata } = inputs;
  if (typeof apiVersion !== "string" || typeof kind !== "string") {
    return [];
  }
  const meta = isRecord(metadata) ? metadata : {};
  // An object without a name is named by the provider when it is created.
  const named = { name: textOf(meta["name"]) ?? name };
  const given = { apiVersion, kind, ...inputs, metadata: { ...named, ...meta, ...named } };
  const object = objectWithPlaceholders(given, apiVersion, kind);
  const namespace =
    isRecord(object) && isRecord(object["metadata"]) ? object["metadata"]["namespace"] : undefined;
  return [
    {
      stack: stackOf(urn).stack,
      urn,
      cluster,
      apiVersion,
      kind,
      namespace: textOf(namespace),
      ...named,
      object,
    },
  ];
}

function toRelease({ urn, inputs, name }: Node, cluster: string): HelmRelease {
  const repository = inputs["repositoryOpts"];
  return {
    stack: stackOf(urn).stack,
    urn,
    cluster,
    name: textOf(inputs["name"]) ?? name,
    namespace: textOf(inputs["namespace"]),
    chart: textOf(inputs["chart"]) ?? name,
    version: textOf(inputs["version"]),
    repository: isRecord(repository) ? textOf(repository["repo"]) : undefined,
    values: valuesWithPlaceholders(inputs["values"] ?? {}),
  };
}

function compareManifests(a: Manifest, b: Manifest): number {
  return (
    order(a.kind) - order(b.kind) ||
    compare(a.namespace ?? "", b.namespace ?? "") ||
    compare(a.kind, b.kind) ||
    compare(a.name, b.name)
  );
}

function order(kind: string): number {
  const index = FIRST.indexOf(kind);
  return index < 0 ? FIRST.length : index;
}

/** By code unit, the same on every machine. */
function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}
