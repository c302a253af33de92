/**
 * Nodes with GPUs carry the GPUs' kind as a label, which GKE sets, and a taint, which GKE adds to a pool that
 * is made without. Source: GKE, run GPUs in GKE Standard node pools.
 */
export const GPU_NODES = { label: "cloud.google.com/gke-accelerator", taint: "nvidia.com/gpu" } as const;
