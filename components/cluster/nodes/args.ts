/*
 * Pools that are kept for some pods, and how those pods find them. Labels and taints of a pool, and the
 * selectors and tolerations of the pods that belong there, come from here alone, so that they match.
 */

/** Whom a pool is kept for, other than pods that ask for GPUs. */
export type Dedication = "system" | "spot";

/** What keeps pods off a node unless they tolerate it. */
export interface Taint {
  readonly value: string;
  readonly effect: "NO_SCHEDULE" | "PREFER_NO_SCHEDULE" | "NO_EXECUTE";
}

/** A node pool of a {@link Cluster}: machines that are alike and come and go with the load. */
export interface NodePoolArgs {
  /** Machine type, such as `e2-medium`. */
  readonly machineType: string;
  /** Nodes that are always there, over all zones together, 0 to 15,000. */
  readonly minNodes: number;
  /** Most nodes, over all zones together; an upgrade adds one more for a while. */
  readonly maxNodes: number;
  /** Whether the cloud may take nodes back at any time, for about a third of the price. Default false. */
  readonly spot?: boolean;
  /**
   * Whom the pool is kept for, by labels and taints that {@link placementOn} answers: "system" for GKE's own
   * pods and the platform's controllers, "spot" for pods that may go at any time. Default: everybody, or, with
   * GPUs, pods that ask for GPUs.
   */
  readonly dedicated?: Dedication;
  /** Size of the boot disk in GiB, 12 to 65,536. Default 50: images and logs, as pods keep their data elsewhere. */
  readonly diskGiB?: number;
  /** Default "pd-balanced" (source: GKE, golden path). */
  readonly diskType?: "pd-standard" | "pd-balanced" | "pd-ssd" | "hyperdisk-balanced";
  /** Most pods on a node, 8 to 256. Default: the cluster's. Changing it replaces the pool. */
  readonly maxPodsPerNode?: number;
  /** Further Kubernetes labels of the nodes. Default none. */
  readonly labels?: Readonly<Record<string, string>>;
  /** Further taints by key, such as `{ team: { value: "data", effect: "NO_SCHEDULE" } }`. Default none. */
  readonly taints?: Readonly<Record<string, Taint>>;
  /** GPUs of every node; they keep pods that ask for none off by a taint. Default none. */
  readonly accelerator?: Accelerator;
}

/** GPUs of a node. */
export interface Accelerator {
  /** Kind as Google Cloud names it, such as `nvidia-l4`. */
  readonly type: string;
  /** GPUs of one node, 1 to 16. */
  readonly count: number;
  /** Which driver GKE installs: the one it recommends for the version, or the newest. Default "DEFAULT". */
  readonly driver?: "DEFAULT" | "LATEST";
}
