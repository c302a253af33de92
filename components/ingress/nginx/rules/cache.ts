import type { PolicySpec } from "../definitions/policy.ts";
import type { Mapped } from "../directives.ts";

/** A response cache on the controller's pods; each pod has its own. */
export interface CacheRule {
  /** Default freshness of responses without caching headers, in seconds. Default 60. */
  readonly freshSeconds?: number;
  /** Cached status codes. Default 200, 301, 404. */
  readonly codes?: readonly number[];
  /** Memory for keys, in MiB. Default 10. Source: gmail-auth, proxy cache. */
  readonly keysMiB?: number;
  /** Maximum size on disk, in MiB. Default 1024. Source: gmail-auth, proxy cache. */
  readonly maxSizeMiB?: number;
  /** Minutes without a request after which a response is removed. Default 60. Source: gmail-auth, proxy cache. */
  readonly inactiveMinutes?: number;
  /**
   * Maximum wait for the request that fetches a missing response, in seconds. Default 5. After that, requests go to the
   * service themselves, uncached.
   */
  readonly lockSeconds?: number;
  /** Variables that bypass the cache if not empty and not "0". Default: `$http_authorization`, `$http_upgrade`. */
  readonly bypass?: readonly string[];
}

/**
 * The rule of a cache: one request at a time fetches a missing response (`lock`), the others wait for it; an
 * expired one is served while it is fetched again or while the service fails.
 */
export function mapCache(zone: string, rule: CacheRule): Mapped<PolicySpec> {
  const {
    freshSeconds = 60,
    codes = [200, 301, 404],
    keysMiB = 10,
    maxSizeMiB = 1024,
    inactiveMinutes = 60,
    lockSeconds = 5,
    bypass = ["$http_authorization", "$http_upgrade"],
  } = rule;
  const cache = {
    cacheZoneName: zone,
    cacheZoneSize: `${keysMiB}m`,
    levels: "1:2",
    maxSize: `${maxSizeMiB}m`,
    inactive: `${inactiveMinutes}m`,
    time: `${freshSeconds}s`,
    allowedCodes: codes,
    allowedMethods: ["GET", "HEAD"] as const,
    cacheKey: CACHE_KEY,
    cacheUseStale: STALE,
    cacheBackgroundUpdate: true,
    cacheRevalidate: true,
    lock: { enable: true, timeout: `${lockSeconds}s`, age: `${lockSeconds}s` },
    conditions: { noCache: bypass, bypass },
  };
  const path = `/var/cache/nginx/${zone} levels=1:2 keys_zone=${zone}:${keysMiB}m`;
  return {
    field: { cache },
    nginx: {
      http: [
        `proxy_cache_path ${path} inactive=${inactiveMinutes}m max_size=${maxSizeMiB}m use_temp_path=off;`,
      ],
      location: [
        `proxy_cache ${zone};`,
        `proxy_cache_key ${CACHE_KEY};`,
        ...codes.map((code) => `proxy_cache_valid ${code} ${freshSeconds}s;`),
        "proxy_cache_methods GET HEAD;",
        `proxy_cache_use_stale ${STALE.join(" ")};`,
        "proxy_cache_revalidate on;",
        "proxy_cache_background_update on;",
        "proxy_cache_lock on;",
        `proxy_cache_lock_timeout ${lockSeconds}s;`,
        `proxy_cache_lock_age ${lockSeconds}s;`,
        ...(bypass.length > 0
          ? [`proxy_no_cache ${bypass.join(" ")};`, `proxy_cache_bypass ${bypass.join(" ")};`]
          : []),
      ],
    },
  };
}

const CACHE_KEY = "$scheme$host$request_uri";
const STALE = ["error", "timeout", "updating", "http_500", "http_502", "http_503", "http_504"];
