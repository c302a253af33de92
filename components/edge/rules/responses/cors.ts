import { argumentsOf } from "../../../core/arguments.ts";
import { matching, type RequestMatch } from "../matching.ts";
import type { ZoneRule } from "../rule.ts";

/** Which other origins may read responses, and how. @public */
export interface CorsPolicy {
  /** "*" for all: only for public content. */
  readonly origin: string;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  /** Seconds that a browser may cache the response to its preflight. */
  readonly maxAgeSeconds: number;
}

/** Extensions of fonts, and of SVG, which may contain fonts. Source: scaling issues, CORS issues with CDN. */
export const FONT_EXTENSIONS = ["eot", "otf", "svg", "ttc", "ttf", "woff", "woff2"] as const;

/** Fonts are public. Sources: scaling issues, CORS issues with CDN (methods, headers; one day). */
export const FONT_CORS: CorsPolicy = {
  origin: "*",
  methods: ["GET", "OPTIONS"],
  headers: ["Origin", "X-Requested-With", "Content-Type", "Accept"],
  maxAgeSeconds: 86_400,
};

/**
 * The response headers of a policy; servers behind the edge must not send them as well, since browsers ignore
 * duplicates.
 *
 * @internal
 */
export function corsHeaders(policy: CorsPolicy): Readonly<Record<string, string>> {
  return {
    "Access-Control-Allow-Origin": policy.origin,
    "Access-Control-Allow-Methods": policy.methods.join(", "),
    "Access-Control-Allow-Headers": policy.headers.join(", "),
    "Access-Control-Max-Age": String(policy.maxAgeSeconds),
  };
}

/** Allows other origins to load this one's fonts. Fonts need no preflights, which the Worker handles. */
export function fontCors(match: RequestMatch = {}, policy: CorsPolicy = FONT_CORS): ZoneRule {
  argumentsOf("fontCors", "", { match, policy });
  const headers = Object.entries(corsHeaders(policy));
  return {
    rules: [
      {
        phase: "http_response_headers_transform",
        stage: "cors",
        description: `Fonts may be loaded from ${policy.origin === "*" ? "any origin" : policy.origin}`,
        when: matching({ extensions: FONT_EXTENSIONS, ...match }),
        action: "rewrite",
        parameters: {
          headers: Object.fromEntries(headers.map(([name, value]) => [name, { operation: "set", value }])),
        },
      },
    ],
    facts: { responseHeaders: [{ purpose: "font-cors", names: headers.map(([name]) => name) }] },
  };
}
