/** How long browsers and the edge may use copies of a response. @public */
export interface CacheLifetime {
  /** Seconds that a browser may use its copy without revalidation. */
  readonly browserSeconds: number;
  /** The same for the edge. Default: as for browsers. */
  readonly edgeSeconds?: number;
  /** Seconds after expiry during which a stale copy may be used while a new one is fetched. Default: none. */
  readonly staleWhileRevalidateSeconds?: number;
  /**
   * Whether the content never changes under this name, so that not even a reload revalidates. Only for names with a
   * content hash.
   */
  readonly immutable?: boolean;
  /** Whether to include `public`. Default true. */
  readonly public?: boolean;
}

/** A response that must not be stored. */
export const NEVER_STORED = "no-cache, no-store";

const HOUR = 3600;
const DAY = 86_400;
export const YEAR = 365 * DAY;
export const MONTH = 30 * DAY;

/** One year, immutable: names with a content hash. Source: howlerops, cache strategy, /assets/*. */
export const VERSIONED: CacheLifetime = { browserSeconds: YEAR, immutable: true, public: false };

/** Thirty days: images and fonts under fixed names. Source: howlerops, cache strategy. */
export const MEDIA: CacheLifetime = { browserSeconds: MONTH, public: false };

/**
 * Lifetimes by type of asset, for names without a content hash; "other" is everything else.
 * Source: scaling issues, stale CDN content, cache headers.
 */
export const LIFETIMES_BY_TYPE = {
  html: { browserSeconds: HOUR, staleWhileRevalidateSeconds: DAY },
  css: { browserSeconds: DAY, staleWhileRevalidateSeconds: 7 * DAY },
  js: { browserSeconds: DAY, staleWhileRevalidateSeconds: 7 * DAY },
  images: { browserSeconds: MONTH, staleWhileRevalidateSeconds: MONTH },
  fonts: { browserSeconds: YEAR, immutable: true },
  other: { browserSeconds: HOUR },
} as const satisfies Record<string, CacheLifetime>;

/** The corresponding Cache-Control header; servers behind the edge send the same. */
export function cacheControl(lifetime: CacheLifetime): string {
  return [
    ...(lifetime.public === false ? [] : ["public"]),
    `max-age=${lifetime.browserSeconds}`,
    ...(lifetime.staleWhileRevalidateSeconds === undefined
      ? []
      : [`stale-while-revalidate=${lifetime.staleWhileRevalidateSeconds}`]),
    ...(lifetime.immutable ? ["immutable"] : []),
  ].join(", ");
}
