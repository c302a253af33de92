import { headerName, isHopByHop } from "#models/grammar/names";
import type { ArgumentChecks } from "../../core/arguments.ts";

/** Headers by name, such as `{ "X-Tls": "{tls_version}, {tls_cipher_suite}" }`. */
export type RequestHeaders = Readonly<Record<string, string>>;

/**
 * The load balancer's variables for a request. Behind Cloudflare, those about the client describe Cloudflare's nearest
 * data center. None identifies the request: the trace that the load balancer adds (`X-Cloud-Trace-Context`) does.
 * Source: Cloud Load Balancing, custom headers.
 */
export const HEADER_VARIABLES = [
  "client_region",
  "client_region_subdivision",
  "client_city",
  "client_city_lat_long",
  "client_rtt_msec",
  "tls_version",
  "tls_sni_hostname",
  "tls_cipher_suite",
  "tls_ja3_fingerprint",
  "cdn_cache_status",
] as const;

const RESERVED = /^(host|authority|x-user-ip|cdn-loop|x-google.*|x-goog-.*|x-gfe.*|x-amz-.*)$/i;

/** Fails for headers that the load balancer would refuse. */
export function checkHeaders(checks: ArgumentChecks, argument: string, headers: RequestHeaders): void {
  const names = Object.keys(headers).map((name) => name.toLowerCase());
  checks.that(new Set(names).size === names.length, argument, Object.keys(headers), "each header once");
  for (const [name, value] of Object.entries(headers)) {
    checks.that(
      headerName(name) === undefined && !RESERVED.test(name) && !isHopByHop(name),
      `${argument}' name`,
      name,
      "names of headers, except Host, X-User-IP, CDN-Loop, hop-by-hop ones and what starts with X-Google, X-GFE, X-Amz-",
    );
    for (const [, variable] of value.matchAll(/\{([^}]*)\}/g)) {
      checks.oneOf<string | undefined>(`${argument}["${name}"]`, variable, HEADER_VARIABLES);
    }
  }
}

/** In the form of a backend service. */
export function toHeaderLines(headers: RequestHeaders): string[] {
  return Object.entries(headers).map(([name, value]) => `${name}:${value}`);
}
