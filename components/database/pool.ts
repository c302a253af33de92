/** Limits of the connection pool that each pod keeps, handed to its configuration. */
export interface PoolLimits {
  /** Most connections open at once. */
  readonly maxOpen: number;
  /** Most connections kept open while idle. Default: all of them. */
  readonly maxIdle?: number;
  /** How long an idle connection is kept, in ms. Default: for ever. */
  readonly idleTimeoutMs?: number;
  /** Longest wait for a connection, in ms. Default: the client's own. */
  readonly connectTimeoutMs?: number;
}

/** Source: howlerops, data layer. */
export const HOWLEROPS_POOL: PoolLimits = { maxOpen: 25, maxIdle: 10 };

/** Source: nextjs, connection pooling. */
export const NEXTJS_POOL: PoolLimits = { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2_000 };
