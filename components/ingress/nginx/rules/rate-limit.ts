import type { PolicySpec } from "../definitions/policy.ts";
import type { Mapped } from "../directives.ts";

/** How requests are grouped for counting. A request without the header or cookie is not counted. */
export type LimitKey = "address" | { readonly header: string } | { readonly cookie: string };

/** A rate limit; requests beyond it get a 429. */
export interface RateLimit {
  /**
   * Requests a minute per client, 1 to 1000000 and at least the maximum number of the controller's pods, each of which
   * allows its whole-numbered share.
   */
  readonly requestsPerMinute: number;
  /**
   * How clients are distinguished. Default "address", the client's real one. A header distinguishes API keys, a cookie
   * users.
   */
  readonly key?: LimitKey;
  /**
   * Requests beyond the even rate that pass at once. nginx spaces requests evenly: 1000 a minute are one every 60 ms.
   * Default `requestsPerMinute` - 1, so that a client may use its minute's allowance at once.
   */
  readonly burst?: number;
  /** Memory for tracking clients, in MiB. Default 10, about 160,000 addresses. */
  readonly zoneMiB?: number;
}

/**
 * The rule of a rate limit. Each pod of the controller counts separately, so `scale` divides the rate by their number;
 * the burst is not divided, so up to that many requests pass on each pod.
 */
export function mapRateLimit(zone: string, limit: RateLimit): Mapped<PolicySpec> {
  const { requestsPerMinute, key = "address", burst = requestsPerMinute - 1, zoneMiB = 10 } = limit;
  const variable = variableOf(key);
  const rate = `${requestsPerMinute}r/m`;
  const rateLimit = {
    rate,
    key: `\${${variable}}`,
    zoneSize: `${zoneMiB}M`,
    ...(burst > 0 ? { burst, noDelay: true } : {}),
    rejectCode: TOO_MANY_REQUESTS,
    scale: true,
    logLevel: "warn" as const,
  };
  const request = burst > 0 ? `limit_req zone=${zone} burst=${burst} nodelay;` : `limit_req zone=${zone};`;
  return {
    field: { rateLimit },
    nginx: {
      http: [`limit_req_zone $${variable} zone=${zone}:${zoneMiB}M rate=${rate};`],
      location: ["limit_req_log_level warn;", `limit_req_status ${TOO_MANY_REQUESTS};`, request],
    },
  };
}

/** nginx and the controller refuse with 503 by default. */
const TOO_MANY_REQUESTS = 429;

function variableOf(key: LimitKey): string {
  if (key === "address") {
    return "binary_remote_addr";
  }
  return "header" in key ? `http_${key.header.toLowerCase().replaceAll("-", "_")}` : `cookie_${key.cookie}`;
}
