import { argumentsOf } from "../../../core/arguments.ts";
import { YEAR } from "../caching/lifetime.ts";
import { labelOf, matching, type RequestMatch } from "../matching.ts";
import type { ZoneRule } from "../rule.ts";

/** HSTS, for both the zone setting and the header. @public */
export interface StrictTransport {
  /** Default 31536000, one year. Source: howlerops, security headers. */
  readonly maxAgeSeconds?: number;
  /** Default false, as documented; set it to true once every subdomain supports HTTPS. */
  readonly includeSubdomains?: boolean;
  /** Whether browsers may include the domain in their preload list; hard to undo. Default false. */
  readonly preload?: boolean;
}

/** Settings of {@link securityHeaders}. */
export interface SecurityHeaderSettings {
  /** Default: {@link DEFAULT_CONTENT_SECURITY_POLICY}. */
  readonly contentSecurityPolicy?: string;
  /** Default "DENY". */
  readonly frameOptions?: "DENY" | "SAMEORIGIN";
  /** Default "strict-origin-when-cross-origin". */
  readonly referrerPolicy?: string;
  readonly strictTransport?: StrictTransport;
}

/** Own origin only, no plug-ins, no framing, no other base URL. */
export const DEFAULT_CONTENT_SECURITY_POLICY =
  "default-src 'self'; object-src 'none'; base-uri 'self'; frame-ancestors 'none'";

/**
 * The six documented security headers. The edge and the servers share this definition; the edge overwrites, so that
 * none arrives twice. `X-XSS-Protection` is `0` rather than the documented `1; mode=block`: browsers have removed the
 * filter, and in old ones it was itself exploitable. Source: howlerops, security headers.
 */
export function securityHeaders(settings: SecurityHeaderSettings = {}): Readonly<Record<string, string>> {
  argumentsOf("securityHeaders", "", settings);
  return {
    "X-Frame-Options": settings.frameOptions ?? "DENY",
    "X-Content-Type-Options": "nosniff",
    "X-XSS-Protection": "0",
    "Strict-Transport-Security": strictTransportHeader(settings.strictTransport),
    "Referrer-Policy": settings.referrerPolicy ?? "strict-origin-when-cross-origin",
    "Content-Security-Policy": settings.contentSecurityPolicy ?? DEFAULT_CONTENT_SECURITY_POLICY,
  };
}

/** @internal */
export function strictTransportHeader(settings: StrictTransport = {}): string {
  return [
    `max-age=${settings.maxAgeSeconds ?? YEAR}`,
    ...(settings.includeSubdomains ? ["includeSubDomains"] : []),
    ...(settings.preload ? ["preload"] : []),
  ].join("; ");
}

/** Sets response headers, overwriting the origin's; a value of undefined removes the header. */
export function responseHeaders(
  headers: Readonly<Record<string, string | undefined>>,
  match: RequestMatch & { readonly label?: string } = {},
): ZoneRule {
  argumentsOf("responseHeaders", "", { match });
  const names = Object.keys(headers);
  return {
    rules: [
      {
        phase: "http_response_headers_transform",
        stage: "set",
        description: `Set ${names.join(", ")}`,
        when: matching(match),
        action: "rewrite",
        parameters: {
          headers: Object.fromEntries(
            Object.entries(headers).map(([name, value]) => [
              name,
              value === undefined ? { operation: "remove" } : { operation: "set", value },
            ]),
          ),
        },
      },
    ],
    facts: { responseHeaders: [{ purpose: "set", names, ...labelOf(match) }] },
  };
}
