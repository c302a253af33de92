import type { TierChecks } from "../plan-limits/tier-checks.ts";

/** Pages of the edge's own that a zone can replace, in Cloudflare's names. */
const ERROR_PAGES = [
  "500_errors",
  "1000_errors",
  "waf_block",
  "ip_block",
  "ratelimit_block",
  "country_challenge",
  "managed_challenge",
  "waf_challenge",
  "basic_challenge",
  "under_attack",
] as const;

/** A page of the edge's own. @public */
export type ErrorPage = (typeof ERROR_PAGES)[number];

/**
 * Addresses of pages that the edge fetches once and then shows in place of its own. A page must contain the token that
 * Cloudflare requires for its kind, such as `::CLOUDFLARE_ERROR_500S_BOX::`. Pro and up. Source: Cloudflare docs, error
 * pages.
 */
export type ErrorPages = Readonly<Partial<Record<ErrorPage, string>>>;

/** Fails for pages that do not exist, are not at an address, or need a higher plan. @internal */
export function checkErrorPages(tier: TierChecks, pages: ErrorPages): void {
  for (const [page, url] of Object.entries(pages)) {
    tier.checks.oneOf<string>("errorPages' key", page, ERROR_PAGES);
    tier.needs(`errorPages.${page}`, "a page of its own", "pro");
    const secure = URL.parse(url)?.protocol === "https:";
    tier.checks.that(secure, `errorPages.${page}`, url, "absolute URLs with https");
  }
}
