import type { LiveObject } from "./live.ts";

/** A kind of objects. */
export interface Kind {
  /** Such as `v1` or `apps/v1`. */
  readonly apiVersion: string;
  readonly kind: string;
}

/** Which objects of a kind, in one namespace. */
export interface Selection {
  readonly namespace: string | undefined;
  readonly labelSelector?: string;
  readonly fieldSelector?: string;
}

/** What a rollout reads from a cluster. Nothing is ever written. */
export interface ClusterApi {
  /** The object, or undefined when it does not exist. @throws UnservedKind, ClusterError */
  get(kind: Kind, namespace: string | undefined, name: string): Promise<LiveObject | undefined>;
  /** @throws UnservedKind, ClusterError */
  list(kind: Kind, selection: Selection): Promise<readonly LiveObject[]>;
}

/** The cluster has no such kind: its definition is not installed. */
export class UnservedKind extends Error {
  constructor({ apiVersion, kind }: Kind) {
    super(`the cluster serves no ${apiVersion} ${kind}: its definition is not installed`);
    this.name = "UnservedKind";
  }
}

/** The cluster cannot be read: unreachable, no credentials, no permission. */
export class ClusterError extends Error {
  /** HTTP status; undefined without a response. */
  readonly status: number | undefined;

  constructor(message: string, status?: number) {
    super(message);
    this.name = "ClusterError";
    this.status = status;
  }
}
