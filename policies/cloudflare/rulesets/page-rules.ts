import type { EdgeRequest } from "#models/cloudflare/expression/facts";
import { compileWildcard } from "#models/cloudflare/expression/pattern";
import type { PolicyResource } from "../../context.ts";

export const PAGE_RULE = "cloudflare:index/pageRule:PageRule";

/** Whether a page rule is active and makes the edge store every response. */
export function cachesEverything(rule: PolicyResource): boolean {
  const level = rule.at("actions.cacheLevel");
  return !rule.at("status").is("disabled") && (level.is("cache_everything") || level.is("cacheEverything"));
}

/** Whether a page rule is for a URL. A target has no scheme, or a scheme that is a pattern as well. */
export function isPageFor(rule: PolicyResource, url: string): boolean {
  const target = rule.at("target").text() ?? "";
  const pattern = target.includes("://") ? target : `*://${target}`;
  const { protocol, host, pathname, search } = new URL(url);
  return compileWildcard(pattern, false).test(`${protocol}//${host}${pathname}${search}`);
}

/** A request to the host that a page rule is for, with a label in place of its stars. */
export function onHostOf<Request extends EdgeRequest>(rule: PolicyResource, request: Request): Request {
  const target = rule.at("target");
  const host = hostOf(target.isReadable() ? (target.text() ?? "") : "");
  const moved = new URL(request.url);
  moved.hostname = host ?? moved.hostname;
  return { ...request, url: moved.href };
}

function hostOf(target: string): string | undefined {
  const host = target.replace(/^[^/]*:\/\//, "").split("/")[0] ?? "";
  const plain = host
    .toLowerCase()
    .replace(/^\*\.?/, "www.")
    .replaceAll("*", "www");
  return /^[a-z0-9.-]+\.[a-z]+$/.test(plain) ? plain : undefined;
}
