/** Limits of each pod's connection pool, passed to its configuration. @public */
export interface PoolLimits {
  /** Maximum number of open connections. */
  readonly maxOpen: number;
  /** Maximum number of idle connections. Default: all of them. */
  readonly maxIdle?: number;
  /** Idle timeout of a connection, in ms. Default: none. */
  readonly idleTimeoutMs?: number;
  /** Timeout for acquiring a connection, in ms. Default: the client's. */
  readonly connectTimeoutMs?: number;
}

/** Source: howlerops, data layer. */
export const HOWLEROPS_POOL: PoolLimits = { maxOpen: 25, maxIdle: 10 };

/** Source: nextjs, connection pooling. */
export const NEXTJS_POOL: PoolLimits = { maxOpen: 20, idleTimeoutMs: 30_000, connectTimeoutMs: 2_000 };
