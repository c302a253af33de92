/**
 * Nodes with GPUs have the GPUs' type as a label, which GKE sets, and a taint, which GKE adds to a pool created without
 * it. Source: GKE, run GPUs in GKE Standard node pools.
 */
export const GPU_NODES = { label: "cloud.google.com/gke-accelerator", taint: "nvidia.com/gpu" } as const;
