import { evaluate } from "#models/cloudflare/expression/evaluate";
import { factsOf } from "#models/cloudflare/expression/facts";
import { ERROR_BODY_BYTES, RESPONSE_BODY_BYTES } from "#models/cloudflare/plan-limits";
import { sampleTarget } from "#models/cloudflare/zone/redirect";
import type { ArgumentChecks } from "../../core/arguments.ts";
import type { PlacedRule } from "../rules/rule.ts";
import type { TierChecks } from "./tier-checks.ts";

/** Fails if a rule's own response exceeds what the edge sends. */
export function checkResponse(tier: TierChecks, at: string, rule: PlacedRule): void {
  const { checks } = tier;
  const { response, content, statusCode } = rule.parameters ?? {};
  if (response) {
    tier.needs(at, "a response of its own", "pro");
    checks.oneOf(`${at} response's action`, rule.action, ["block"]);
    checks.whole(`${at} response's status`, response.statusCode, 400, 499);
    checkBody(checks, at, response.content, RESPONSE_BODY_BYTES);
  }
  if (rule.action === "serve_error") {
    checks.whole(`${at} status`, statusCode, 400, 999);
    checkBody(checks, at, content ?? "", ERROR_BODY_BYTES);
  }
}

function checkBody(checks: ArgumentChecks, at: string, body: string, most: number): void {
  const bytes = Buffer.byteLength(body);
  checks.that(bytes > 0 && bytes <= most, `${at} response`, `${bytes} bytes`, `at most ${most} bytes`);
}

/** Fails for a redirect whose target, inside the zone, it would redirect again, without end. */
export function checkRedirect(checks: ArgumentChecks, at: string, rule: PlacedRule, domain: string): void {
  if (rule.action !== "redirect") {
    return;
  }
  const target = sampleTarget(rule.parameters ?? {});
  const { hostname, href } = URL.parse(target ?? "") ?? {};
  const inside = hostname === domain || hostname?.endsWith(`.${domain}`);
  const again = inside && href !== undefined && evaluate(rule.when, factsOf({ url: href }));
  checks.that(!again, `${at} redirects to`, target, "URLs that the same rule does not redirect again");
}
