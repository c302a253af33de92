import type * as inputs from "@pulumi/kubernetes/types/input.js";

/**
 * How strictly replicas are spread across zones. "required" leaves a pod pending rather than letting zones differ by
 * two, so that the loss of a zone never takes more than its share; "preferred" lets it run anywhere.
 *
 * @public
 */
export type ZoneSpread = "required" | "preferred";

/**
 * Across zones, and within them across nodes as far as possible. Each revision is spread separately; otherwise the old
 * one's pods would skew the new one's distribution. Nodes that accept no pods do not count.
 *
 * @internal
 */
export function spreadOver(
  matchLabels: Record<string, string>,
  zones: ZoneSpread,
): inputs.core.v1.TopologySpreadConstraint[] {
  const constraint = (topologyKey: string, required: boolean) => ({
    topologyKey,
    maxSkew: 1,
    whenUnsatisfiable: required ? "DoNotSchedule" : "ScheduleAnyway",
    labelSelector: { matchLabels },
    matchLabelKeys: ["pod-template-hash"],
    nodeTaintsPolicy: "Honor",
  });
  return [
    constraint("topology.kubernetes.io/zone", zones === "required"),
    constraint("kubernetes.io/hostname", false),
  ];
}
