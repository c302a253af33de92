/** The layers in the order in which a request meets them; layers that serve all of them are last. @public */
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
