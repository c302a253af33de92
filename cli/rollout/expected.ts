import { indexClusters } from "#graph/clusters";
import { HELM_RELEASE } from "#graph/kubernetes-types";
import { type Graph, isRecord, type Node, type Value, type Values } from "#graph/model";
import { isBuiltIn } from "#models/kubernetes/api-groups";
import type { Kind } from "./cluster/api.ts";

/** An object of a plan that a release brings to a state. */
export interface ExpectedObject extends Kind {
  readonly urn: string;
  /** Id of its cluster. */
  readonly cluster: string;
  /** Absent for objects outside namespaces. */
  readonly namespace: string | undefined;
  /** Absent when the provider names the object: the logical name and eight hexadecimal digits. */
  readonly name: string | undefined;
  readonly logicalName: string;
  readonly inputs: Values;
  /** Paths of inputs that the program leaves to others, such as `spec.replicas`. */
  readonly ignored: readonly string[];
}

/** A Helm release, judged by its workloads. */
export const RELEASE: Kind = { apiVersion: "helm.sh/v3", kind: "Release" };

/** Kinds of Kubernetes' own that become something after they were accepted. */
const JUDGED = new Set([
  "v1/Namespace",
  "v1/PersistentVolumeClaim",
  "v1/Service",
  "apps/v1/DaemonSet",
  "apps/v1/Deployment",
  "apps/v1/StatefulSet",
  "autoscaling/v2/HorizontalPodAutoscaler",
  "batch/v1/CronJob",
  "batch/v1/Job",
  "apiextensions.k8s.io/v1/CustomResourceDefinition",
]);

/** The objects of a graph that are judged, in its order. */
export function expectedObjects(graph: Graph): readonly ExpectedObject[] {
  const clusters = indexClusters(graph.nodes);
  return graph.nodes
    .filter((node) => node.custom && !node.read && node.type.startsWith("kubernetes:"))
    .flatMap((node) => {
      const cluster = clusters.of(node.urn);
      const object = cluster === undefined ? undefined : toExpected(node, cluster);
      return object && isJudged(object) ? [object] : [];
    });
}

function toExpected(node: Node, cluster: string): ExpectedObject | undefined {
  const { urn, name: logicalName, inputs } = node;
  const base = { urn, cluster, logicalName, inputs, ignored: node.settings.ignoreChanges ?? [] };
  if (node.type === HELM_RELEASE) {
    const { namespace, name } = inputs;
    return { ...base, ...RELEASE, namespace: textOf(namespace) ?? "default", name: textOf(name) };
  }
  const { apiVersion, kind, metadata } = inputs;
  if (typeof apiVersion !== "string" || typeof kind !== "string" || /Patch$/.test(node.type)) {
    return undefined;
  }
  const { namespace, name } = isRecord(metadata) ? metadata : {};
  return { ...base, apiVersion, kind, namespace: textOf(namespace), name: textOf(name) };
}

function isJudged({ apiVersion, kind }: ExpectedObject): boolean {
  const isRelease = apiVersion === RELEASE.apiVersion;
  return JUDGED.has(`${apiVersion}/${kind}`) || isRelease || !isBuiltIn(apiVersion);
}

function textOf(value: Value | undefined): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** An object in words, such as `Deployment shop/api`. */
export function describeObject({ kind, namespace, name, logicalName }: ExpectedObject): string {
  const at = namespace === undefined ? "" : `${namespace}/`;
  return `${kind} ${at}${name ?? logicalName}`;
}
