/**
 * The layers in the order in which a request meets them; what serves all of them stands at the end.
 *
 * @public
 */
export const LAYERS = [
  "edge",
  "network",
  "cluster",
  "ingress",
  "workload",
  "cache",
  "database",
  "storage",
  "secrets",
  "observability",
  "backup",
  "project",
] as const;

export type Layer = (typeof LAYERS)[number];
