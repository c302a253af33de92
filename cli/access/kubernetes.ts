import { groupOf, HELM_RELEASE } from "#graph/kubernetes-types";
import type { Graph, Node } from "#graph/model";
import {
  type GroupKind,
  groupKindOf,
  type KubernetesRule,
  kindsOfChart,
  readingOf,
  rightsOn,
} from "#models/access/kubernetes";
import { EVIDENCE } from "../rollout/evidence.ts";
import { expectedObjects, RELEASE } from "../rollout/expected.ts";
import type { Derived } from "./derived.ts";

/** Rights in the cluster. */
export interface ClusterAccess {
  /** By group and resource, in alphabetical order; for the whole cluster, as a ClusterRole takes them. */
  readonly rules: readonly KubernetesRule[];
  /** Charts whose own objects are included. */
  readonly charts: readonly string[];
  /** All that `strata rollout` needs, which only reads: by group and resource. */
  readonly rollout: readonly KubernetesRule[];
}

/** Rights on everything that the program creates in a cluster, and that its charts create. */
export function clusterAccess(nodes: readonly Node[], graph: Graph): Derived<ClusterAccess> {
  const found = nodes.map((node) => ({ node, kinds: kindsOf(node) }));
  const charts = found.flatMap(({ node, kinds }) => (kinds && chartOf(node)) || []);
  return {
    rights: {
      rules: distinct(found.flatMap(({ kinds }) => kinds ?? []).map(rightsOn)),
      charts: [...new Set(charts)].sort(),
      rollout: rolloutRights(graph),
    },
    unknown: found.flatMap(({ node, kinds }) =>
      kinds ? [] : [{ type: `${node.type}${chartOf(node) ? ` of chart ${chartOf(node)}` : ""}`, node }],
    ),
  };
}

function rolloutRights(graph: Graph): KubernetesRule[] {
  const expected = expectedObjects(graph);
  // A Helm release is judged by its workloads.
  const own = expected.filter(({ apiVersion }) => apiVersion !== RELEASE.apiVersion);
  const read = expected.length > 0 ? [...own, ...Object.values(EVIDENCE)] : [];
  return distinct(read.map(({ apiVersion, kind }) => readingOf({ apiGroup: groupOf(apiVersion), kind })));
}

/** Each resource once, in alphabetical order. */
function distinct(rules: readonly KubernetesRule[]): KubernetesRule[] {
  const byResource = new Map(rules.map((rule) => [`${rule.apiGroup}/${rule.resource}`, rule]));
  return [...byResource].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule);
}

function kindsOf(node: Node): readonly GroupKind[] | undefined {
  if (node.type === HELM_RELEASE) {
    return kindsOfChart(chartOf(node) ?? "");
  }
  const own = groupKindOf(node.type);
  return own && [own];
}

function chartOf({ inputs: { chart } }: Node): string | undefined {
  return typeof chart === "string" ? chart.slice(chart.lastIndexOf("/") + 1) : undefined;
}
