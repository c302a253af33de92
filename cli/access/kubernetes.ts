import type { Node } from "#graph/model";
import {
  type GroupKind,
  groupKindOf,
  type KubernetesRule,
  kindsOfChart,
  rightsOn,
} from "#models/access/kubernetes";
import type { Derived } from "./derived.ts";

/** Rights in the cluster. */
export interface ClusterAccess {
  /** By group and resource, in alphabetical order; for the whole cluster, as a ClusterRole takes them. */
  readonly rules: readonly KubernetesRule[];
  /** Charts whose own objects are included. */
  readonly charts: readonly string[];
}

const RELEASE = "kubernetes:helm.sh/v3:Release";

/** Rights on everything that the program creates in a cluster, and that its charts create. */
export function clusterAccess(nodes: readonly Node[]): Derived<ClusterAccess> {
  const found = nodes.map((node) => ({ node, kinds: kindsOf(node) }));
  const rules = new Map<string, KubernetesRule>();
  for (const groupKind of found.flatMap(({ kinds }) => kinds ?? [])) {
    const rule = rightsOn(groupKind);
    rules.set(`${rule.apiGroup}/${rule.resource}`, rule);
  }
  const charts = found.flatMap(({ node, kinds }) => (kinds && chartOf(node)) || []);
  return {
    rights: {
      rules: [...rules].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, rule]) => rule),
      charts: [...new Set(charts)].sort(),
    },
    unknown: found.flatMap(({ node, kinds }) =>
      kinds ? [] : [{ type: `${node.type}${chartOf(node) ? ` of chart ${chartOf(node)}` : ""}`, node }],
    ),
  };
}

function kindsOf(node: Node): readonly GroupKind[] | undefined {
  if (node.type === RELEASE) {
    return kindsOfChart(chartOf(node) ?? "");
  }
  const own = groupKindOf(node.type);
  return own && [own];
}

function chartOf({ inputs: { chart } }: Node): string | undefined {
  return typeof chart === "string" ? chart.slice(chart.lastIndexOf("/") + 1) : undefined;
}
