import { ExpressionError } from "#models/cloudflare/expression/syntax";
import { describeRequests } from "#models/cloudflare/notation";
import { argumentsOf } from "../../../core/arguments.ts";
import { matching, type RequestMatch } from "../matching.ts";
import type { ActionParameters, ZoneRule } from "../rule.ts";

type CustomKey = NonNullable<NonNullable<ActionParameters["cacheKey"]>["customKey"]>;

/** Settings of {@link cacheKey}. */
export interface CacheKeyPolicy extends RequestMatch {
  /** Whether a response is stored only if its type matches the requested extension. All plans. Default false. */
  readonly deceptionArmor?: boolean;
  /** Query arguments in the key, or all but some. Enterprise. Default: all of them. */
  readonly query?: { readonly include: readonly string[] } | { readonly exclude: readonly string[] };
  /** Whether to ignore the order of query arguments. Default false. */
  readonly anyQueryOrder?: boolean;
  /** Request headers whose values are in the key. Enterprise. Default none. */
  readonly headers?: readonly string[];
  /** Cookies whose values are in the key. Enterprise. Default none. */
  readonly cookies?: readonly string[];
}

/** Headers with so many values that they would fill the cache. Source: Cloudflare docs, cache rules settings. */
const ENDLESS = [
  "accept",
  "accept-charset",
  "accept-encoding",
  "accept-datetime",
  "accept-language",
  "referer",
  "user-agent",
];

/**
 * Sets which parts of a request distinguish stored copies. Requests that differ only in other parts share a copy.
 *
 * @public
 */
export function cacheKey(policy: CacheKeyPolicy): ZoneRule {
  argumentsOf("cacheKey", "", policy);
  const { deceptionArmor, query, headers = [], cookies = [] } = policy;
  const endless = headers.find((name) => ENDLESS.includes(name.toLowerCase()));
  if (endless !== undefined) {
    throw new ExpressionError(`a cache key cannot hold every value of the header ${endless}`);
  }
  const customKey: CustomKey = {
    ...(query === undefined ? {} : { queryString: queryPart(query) }),
    ...(headers.length > 0 ? { header: { includes: headers.map((name) => name.toLowerCase()) } } : {}),
    ...(cookies.length > 0 ? { cookie: { includes: [...cookies] } } : {}),
  };
  const label = describeRequests(policy);
  return {
    rules: [
      {
        phase: "http_request_cache_settings",
        stage: "key",
        description: `Cache key of ${label}`,
        when: matching(policy),
        action: "set_cache_settings",
        parameters: {
          cacheKey: {
            ...(deceptionArmor ? { cacheDeceptionArmor: true } : {}),
            ...(policy.anyQueryOrder ? { ignoreQueryStringsOrder: true } : {}),
            ...(Object.keys(customKey).length > 0 ? { customKey } : {}),
          },
        },
      },
    ],
  };
}

function queryPart(query: NonNullable<CacheKeyPolicy["query"]>): CustomKey["queryString"] {
  return "include" in query
    ? { include: { lists: [...query.include] } }
    : { exclude: { lists: [...query.exclude] } };
}
