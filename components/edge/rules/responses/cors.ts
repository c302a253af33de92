import { matching, type RequestMatch } from "../matching.ts";
import type { ZoneRule } from "../rule.ts";

/** Who may read responses from another origin, in which ways. @public */
export interface CorsPolicy {
  /** "*" for everybody: only for what is public anyway. */
  readonly origin: string;
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  /** Seconds that a browser may remember the answer to its preflight. */
  readonly maxAgeSeconds: number;
}

/** Extensions of fonts, and of SVG, which carries fonts too. Source: scaling issues, CORS issues with CDN. */
export const FONT_EXTENSIONS = ["eot", "otf", "svg", "ttc", "ttf", "woff", "woff2"] as const;

/** Fonts are public. Sources: scaling issues, CORS issues with CDN (methods, headers; one day). */
export const FONT_CORS: CorsPolicy = {
  origin: "*",
  methods: ["GET", "OPTIONS"],
  headers: ["Origin", "X-Requested-With", "Content-Type", "Accept"],
  maxAgeSeconds: 86_400,
};

/**
 * The response headers of a policy; servers behind the edge must not send them too, a doubled one counts as none.
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

/** Lets other origins load the fonts of this one. Preflights, which fonts need none of, are the Worker's. */
export function fontCors(match: RequestMatch = {}, policy: CorsPolicy = FONT_CORS): ZoneRule {
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
