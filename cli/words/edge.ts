import type { CacheFact, FirewallFact, RateLimitFact } from "#graph/facts/edge";
import { describeLifetime, describePace, describeRate, describeRequests } from "#models/cloudflare/notation";
import { duration } from "#models/duration";
import { plural } from "../shared/terminal/text.ts";
import { type Row, row } from "./row.ts";
import { EXISTING } from "./text.ts";

/** Names in a zone, and the plan that it is subscribed to. */
export const NAMES: readonly Row[] = [
  row("existing", "zone", ({ kind }) => (kind === "zone" ? EXISTING : undefined)),
  row("dns", "dns", ({ records, hosts, proxiedHosts }) => {
    const count = plural(records, "record");
    return hosts === proxiedHosts
      ? `${count}, proxied`
      : `${count}, ${proxiedHosts} of ${hosts} hosts proxied`;
  }),
  row("dns", "dnssec", ({ dnssec }) => (dnssec ? "on" : "off")),
  row("plan", "plan", (plan) => plan),
  row("subscription", "bought", ({ frequency }) => `by this stack, billed ${frequency}`),
  row("ownershipProofs", "ownership", ({ domains, askedBy }) => `${domains.join(", ")} for ${askedBy}`),
  row("certificate", "certificate", ({ hosts, validityDays, renewBeforeDays }) =>
    [
      hosts.join(", "),
      ...(validityDays === undefined ? [] : [`valid for ${validityDays} days`]),
      ...(renewBeforeDays === undefined ? [] : [`renewed ${renewBeforeDays} days ahead`]),
    ].join(", "),
  ),
];

/** The edge: firewall, limits, caches. */
export const RULES: readonly Row[] = [
  row("bots", "bots", ({ automated, verified }) => {
    return `automated ${ACTIONS[automated]}, verified ${ACTIONS[verified]}`;
  }),
  row("redirects", "redirects", (all) => all.map(({ from, to }) => `${from} → ${to}`).join(" · ")),
  row("floodProtection", "ddos", (all) =>
    all.map(({ sensitivity }) => `${sensitivity} sensitivity`).join(" · "),
  ),
  row("firewall", "waf", (all) => all.map(firewallRule).join(" · ")),
  row("rateLimits", "rate limit", (all) =>
    all.map((limit) => `${nameOf(limit)} ${describeRate(limit)}`).join(" · "),
  ),
  row("rateLimits", "rate limit", (all) => all.map(refusedRate).join(" · "), { layer: "network" }),
  row("rateLimits", "limit", (all) => all.map(hostRate).join(" · ") || "none", { layer: "ingress" }),
  row("cache", "cache", (all) => all.map(cached).join(" · ")),
  row("responseHeaders", "headers", (all) =>
    all
      .map(({ purpose, names, label }) =>
        purpose === "font-cors" ? "CORS for fonts" : (label ?? `${names.length} set`),
      )
      .join(" · "),
  ),
  row("errorResponses", "errors", (all) => all.map(({ label }) => label).join(" · ")),
  row("cors", "cors", ({ origins, preflight: { status, maxAgeSeconds } }) => {
    const named = origins.includes("*") ? "any origin" : origins.join(" ");
    return `${named} · preflight ${status}, ${duration(maxAgeSeconds)}`;
  }),
  row("customRules", "rules", (keys) => keys.join(", ")),
  row("adaptiveProtection", "adaptive protection", (on) => (on ? "on" : undefined)),
];

const ACTIONS = {
  allow: "let in",
  block: "blocked",
  managed_challenge: "challenged",
  js_challenge: "challenged",
  challenge: "challenged",
} as const;

const ATTACKS: Readonly<Record<string, string>> = { scripting: "XSS" };

function firewallRule(fact: FirewallFact): string {
  switch (fact.kind) {
    case "managed":
      return [`managed + OWASP (${fact.owasp.sensitivity})`, ...(fact.overrides ?? [])].join(", ");
    case "patterns":
      return `${fact.sets.join(", ")} · sensitivity ${fact.sensitivity}${fact.logOnly ? " · log only" : ""}`;
    case "attacks":
      return fact.attacks.map((attack) => ATTACKS[attack] ?? attack).join(", ");
    case "verified-bots":
      return "verified bots pass";
    case "suspicious-clients":
      return `suspicious ${ACTIONS[fact.action]}`;
    case "leaked-passwords":
      return `leaked passwords ${ACTIONS[fact.action]}`;
    case "countries":
      return `${fact.countries.join(", ")} ${ACTIONS[fact.action]}`;
    case "exception":
      return `exempt from ${fact.from}`;
    case "custom":
      return fact.label;
  }
}

function nameOf({ label, match }: RateLimitFact): string {
  return label ?? describeRequests(match ?? {});
}

/** `100/min/visitor → 429, then banned for 5 min`. */
function refusedRate(limit: RateLimitFact): string {
  const ban = limit.banSeconds === undefined ? "" : `, then banned for ${duration(limit.banSeconds)}`;
  return `${describeRate(limit)} → ${limit.status}${ban}`;
}

/** `1000/min → 429`; the counting characteristic only if it is not the address. */
function hostRate(limit: RateLimitFact): string {
  const rate = limit.by === "address" ? describePace(limit) : describeRate(limit);
  return `${rate} → ${limit.status}`;
}

function cached({ storage, label, match, lifetime }: CacheFact): string {
  const kept = { stored: lifetime && describeLifetime(lifetime), never: "none", bypass: "bypass" }[storage];
  return [label ?? describeRequests(match), kept].filter(Boolean).join(" ");
}
