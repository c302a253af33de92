import type { Dated, PlanTier } from "./plan-limits.ts";

/** A plan's limits for bulk redirects, of which the highest plan of an account counts. */
interface BulkRedirectLimits {
  readonly lists: number;
  /** Redirects in all lists. */
  readonly redirects: number;
}

export const BULK_REDIRECT_LIMITS: Dated<Readonly<Record<PlanTier, BulkRedirectLimits>>> = {
  date: "2026-11-28",
  source: "Cloudflare docs: plans table, commit 0188ca2, bulk redirects",
  figures: {
    free: { lists: 5, redirects: 10_000 },
    pro: { lists: 5, redirects: 25_000 },
    business: { lists: 5, redirects: 50_000 },
    enterprise: { lists: 25, redirects: 1_000_000 },
  },
};
