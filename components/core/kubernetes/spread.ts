import type * as inputs from "@pulumi/kubernetes/types/input.js";

/**
 * How strictly copies are kept apart over zones. "required" leaves a pod waiting rather than two zones apart
 * in number, so that the loss of a zone never takes more than its share; "preferred" lets it run anywhere.
 *
 * @public
 */
export type ZoneSpread = "required" | "preferred";

/**
 * Over zones, and within them over nodes as far as possible. Each revision is spread by itself, or the pods
 * of the old one would bend the new one's distribution; nodes that take no pods do not count as places.
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
