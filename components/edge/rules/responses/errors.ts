import { and } from "#models/cloudflare/expression/build";
import { response } from "#models/cloudflare/expression/fields";
import { argumentsOf } from "../../../core/arguments.ts";
import { matching, type RequestMatch } from "../matching.ts";
import type { ZoneRule } from "../rule.ts";

/** Settings of {@link errorResponse}. @public */
export interface ErrorResponse extends RequestMatch {
  /** Its name in plans and in the dashboard. */
  readonly label: string;
  /** First and last status that it replaces. Default 500 to 599; at least 400. */
  readonly errors?: readonly [from: number, to: number];
  readonly contentType: "application/json" | "text/html" | "text/plain" | "text/xml";
  /** At most 10240 bytes. */
  readonly content: string;
  /** Status that visitors receive, 400 to 999. Default: the error's own. */
  readonly status?: number;
}

/**
 * Responds in place of an error of the origin, a Worker or the edge, such as in an API's own format. What the firewall
 * blocks has responses of its own (`refuse`, `rateLimit`). The first that matches responds. Pro and up. Source:
 * Cloudflare docs, custom error rules.
 */
export function errorResponse(settings: ErrorResponse): ZoneRule {
  argumentsOf("errorResponse", "", settings);
  const { label, errors = [500, 599], contentType, content, status } = settings;
  const [from, to] = errors;
  const failed = [response.code.compare("ge", from), response.code.compare("le", to)];
  const { hosts, paths, extensions, except, when } = settings;
  const narrowed = [hosts, paths, extensions, except, when].some((each) => each !== undefined);
  return {
    rules: [
      {
        phase: "http_custom_errors",
        stage: "serve",
        description: label,
        when: and(...failed, ...(narrowed ? [matching(settings)] : [])),
        action: "serve_error",
        parameters: { contentType, content, ...(status === undefined ? {} : { statusCode: status }) },
      },
    ],
    facts: { errorResponses: [{ label, contentType, ...(status === undefined ? {} : { status }) }] },
  };
}
