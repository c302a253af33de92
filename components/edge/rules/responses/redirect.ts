import { and, not } from "#models/cloudflare/expression/build";
import { request } from "#models/cloudflare/expression/fields";
import type { ZoneRule } from "../rule.ts";

/**
 * Paths that machines need without redirects: challenges and certificate validation. Source: Cloudflare docs, URL
 * forwarding.
 */
const MACHINE_PATHS = ["/cdn-cgi/challenge-platform/", "/.well-known/"];

/** Permanently redirects (301) a host's visitors to another one, preserving path and query. @public */
export function redirectHost(from: string, to: string): ZoneRule {
  return {
    rules: [
      {
        phase: "http_request_dynamic_redirect",
        stage: "redirect",
        description: `${from} → ${to}`,
        when: and(request.host.eq(from), ...MACHINE_PATHS.map((path) => not(request.path.startsWith(path)))),
        action: "redirect",
        parameters: {
          fromValue: {
            statusCode: 301,
            targetUrl: { expression: `concat("https://${to}", http.request.uri.path)` },
            preserveQueryString: true,
          },
        },
      },
    ],
    facts: { redirects: [{ from, to, status: 301 }] },
  };
}
