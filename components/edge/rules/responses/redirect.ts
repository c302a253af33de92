import { and, not } from "#models/cloudflare/expression/build";
import { request } from "#models/cloudflare/expression/fields";
import { checkWildcard } from "#models/cloudflare/expression/pattern";
import { print } from "#models/cloudflare/expression/print";
import { type Expression, ExpressionError, type Operand } from "#models/cloudflare/expression/syntax";
import { argumentsOf } from "../../../core/arguments.ts";
import type { ActionParameters, ZoneRule } from "../rule.ts";

/**
 * Paths that machines need without redirects: challenges and certificate validation. Source: Cloudflare docs, URL
 * forwarding.
 */
const MACHINE_PATHS = ["/cdn-cgi/challenge-platform/", "/.well-known/"];

/** What a star of a pattern matched, in a target. */
const REFERENCE = /\$(\d)/;
const REFERENCES = /\$(\d)/g;

/** Permanently redirects (301) a host's visitors to another one, preserving path and query. @public */
export function redirectHost(from: string, to: string): ZoneRule {
  return redirectRule(
    { from, to, status: 301 },
    and(request.host.eq(from), ...notForMachines()),
    { expression: `concat("https://${to}", http.request.uri.path)` },
    true,
  );
}

/** Settings of {@link redirect}. */
export interface Redirect {
  /** Host of the redirected URLs. Default: every host of the zone. */
  readonly host?: string;
  /**
   * Path of the redirected URLs, such as `/about`, as it is; or a pattern such as `/blog/*`, where each `*` matches any
   * characters and letters match in either case.
   */
  readonly path: string;
  /** Absolute URL; `$1` is what the first `*` of the path matched, as in `https://blog.example.com/$1`. */
  readonly to: string;
  /** 301 and 308 are permanent, browsers keep them; 307 and 308 keep the method of the request. Default 301. */
  readonly status?: 301 | 302 | 303 | 307 | 308;
  /** Whether the query of the request is kept. Default true. */
  readonly keepQuery?: boolean;
}

/**
 * Redirects a path, or all paths of a pattern, to a URL. Each is a rule, of which the Free plan has ten; for many fixed
 * URLs there are `BulkRedirects`. All plans. Source: Cloudflare docs, single redirects, wildcards.
 *
 * @throws ExpressionError for a path or a target that the edge would refuse, or that refer to no `*`
 */
export function redirect(settings: Redirect): ZoneRule {
  argumentsOf("redirect", "", settings);
  const { host, path, to, status = 301, keepQuery = true } = settings;
  checkRedirect(path, to);
  const stars = starsIn(path);
  const conditions = [
    ...(host === undefined ? [] : [request.host.eq(host)]),
    stars === 0 ? request.path.eq(path) : request.path.wildcard(path),
    ...(stars === 0 ? [] : notForMachines()),
  ];
  const target = REFERENCE.test(to) ? { expression: replaced(path, to) } : { value: to };
  return redirectRule({ from: `${host ?? ""}${path}`, to, status }, and(...conditions), target, keepQuery);
}

function redirectRule(
  fact: { readonly from: string; readonly to: string; readonly status: number },
  when: Expression,
  targetUrl: NonNullable<NonNullable<ActionParameters["fromValue"]>["targetUrl"]>,
  preserveQueryString: boolean,
): ZoneRule {
  return {
    rules: [
      {
        phase: "http_request_dynamic_redirect",
        stage: "redirect",
        description: `${fact.from} → ${fact.to}`,
        when,
        action: "redirect",
        parameters: { fromValue: { statusCode: fact.status, targetUrl, preserveQueryString } },
      },
    ],
    facts: { redirects: [fact] },
  };
}

function notForMachines(): Expression[] {
  return MACHINE_PATHS.map((path) => not(request.path.startsWith(path)));
}

function starsIn(path: string): number {
  return path.replaceAll(/\\[*\\]/g, "").split("*").length - 1;
}

function checkRedirect(path: string, to: string): void {
  if (!/^\/[^?#\s]*$/.test(path)) {
    throw new ExpressionError(`the path "${path}" of a redirect does not begin with /, or has a query`);
  }
  checkWildcard(path);
  const address = URL.parse(to.replaceAll(REFERENCES, "x"));
  if (!/^https?:$/.test(address?.protocol ?? "")) {
    throw new ExpressionError(`the target "${to}" of a redirect is not an absolute URL with http or https`);
  }
  const highest = Math.max(0, ...[...to.matchAll(REFERENCES)].map(([, index]) => Number(index)));
  if (highest > starsIn(path)) {
    throw new ExpressionError(`the target "${to}" refers to $${highest}, but "${path}" has no such *`);
  }
}

/** The target with what each star of the path matched. */
function replaced(path: string, to: string): string {
  const of: Operand = {
    kind: "call",
    name: "wildcard_replace",
    arguments: [
      request.path.operand,
      { kind: "text", value: path, raw: true },
      { kind: "text", value: to.replaceAll(REFERENCES, "$${$1}"), raw: true },
    ],
  };
  return print({ kind: "truth", of });
}
