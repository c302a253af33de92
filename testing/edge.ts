import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import { type Circumstances, type EdgeDecision, evaluate } from "#models/cloudflare/zone/evaluate";
import { zoneFor, zonesOf } from "#models/cloudflare/zone/plan";
import type { RecordedStack } from "./stack.ts";

/**
 * What Cloudflare's edge does with a request, by the recorded zones: whether it passes, is blocked, challenged or
 * redirected, which rules fire, which rate limits count it, what the cache does, and which headers are set.
 *
 * @param request a method and a URL, such as `GET https://example.com/api/me`, or a path where there is one zone only,
 *   such as `GET /api/me`; or a request in detail: address, country, headers, body
 * @param circumstances earlier requests, the origin's response, contents of account lists
 * @throws Error when no zone answers for the host, or the path alone could mean several
 */
export function edgeDecision(
  stack: RecordedStack,
  request: string | EdgeRequest,
  circumstances: Circumstances = {},
): EdgeDecision {
  const zones = zonesOf(stack.graph.nodes);
  const domains = zones.map(({ domain }) => domain);
  const asked = typeof request === "string" ? parseRequest(request, domains) : request;
  const { hostname } = new URL(asked.url);
  const zone = zoneFor(zones, hostname);
  if (!zone) {
    throw new Error(`no zone answers for ${hostname}; there are: ${domains.join(", ") || "none"}`);
  }
  return evaluate(zone, asked, circumstances);
}

function parseRequest(text: string, domains: readonly string[]): EdgeRequest {
  const [, method, target] = /^([A-Z]+) (\S+)$/.exec(text) ?? [];
  if (!method || !target) {
    throw new Error(
      `the request "${text}" is not a method and a URL, such as GET https://example.com/api/me`,
    );
  }
  if (!target.startsWith("/")) {
    if (!/^https?:$/.test(URL.parse(target)?.protocol ?? "")) {
      throw new Error(
        `the request "${text}" has no URL with http or https, such as https://example.com/api/me`,
      );
    }
    return { method, url: target };
  }
  const [domain, ...others] = domains;
  if (!domain || others.length > 0) {
    throw new Error(
      `the request "${text}" names no host, and the stack has ${domain ? `the zones ${domains.join(", ")}` : "no zone"}`,
    );
  }
  return { method, url: `https://${domain}${target}` };
}
