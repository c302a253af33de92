import type { Facts } from "#graph/facts";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { ArgumentChecks } from "../core/arguments.ts";
import { YEAR } from "./rules/caching/lifetime.ts";
import type { StrictTransport } from "./rules/responses/headers.ts";

/** How a zone speaks with visitors and with the origin. */
export interface ZoneTransport {
  /** Lowest TLS version that visitors may use. Default "1.2"; 1.3 is always offered. */
  readonly minimumTls?: "1.2" | "1.3";
  /** Default: one year, without subdomains. Source: howlerops, security headers. */
  readonly strictTransport?: StrictTransport;
  /**
   * Whether the edge shows the origin a certificate, so that the origin can refuse everybody else. Default
   * true. The certificate is Cloudflare's own, shared by all its customers: it proves the edge, not the zone.
   */
  readonly originPulls?: boolean;
  /** Whether repeat visitors may send data with their first packet, which can be replayed. Default false. */
  readonly zeroRoundTrip?: boolean;
}

/** One setting of a zone, in Cloudflare's own names. */
export interface Setting {
  readonly id: string;
  readonly value: string | number | object;
}

/** Fails on transport settings that browsers or Cloudflare refuse. */
export function checkTransport(checks: ArgumentChecks, transport: ZoneTransport): void {
  const hsts = transport.strictTransport ?? {};
  checks.whole("transport.strictTransport.maxAgeSeconds", hsts.maxAgeSeconds, 0, 2 * YEAR, "seconds");
  checks.that(
    !hsts.preload || (hsts.includeSubdomains === true && (hsts.maxAgeSeconds ?? YEAR) >= YEAR),
    "transport.strictTransport.preload",
    hsts.preload,
    "true only with includeSubdomains and at least one year, as the preload list demands",
  );
}

/**
 * The settings that a zone gets. Removing one from the program leaves its last value at Cloudflare, so each
 * is stated even where it is the default there.
 * Source: howlerops, features (HTTP/2, HTTP/3, Early Hints, Brotli, TLS); Cloudflare docs, zone settings.
 */
export function settingsOf(transport: ZoneTransport, plan: PlanTier): Setting[] {
  const hsts = transport.strictTransport ?? {};
  return [
    { id: "ssl", value: "strict" },
    { id: "min_tls_version", value: transport.minimumTls ?? "1.2" },
    { id: "tls_1_3", value: transport.zeroRoundTrip ? "zrt" : "on" },
    { id: "0rtt", value: transport.zeroRoundTrip ? "on" : "off" },
    { id: "always_use_https", value: "on" },
    { id: "automatic_https_rewrites", value: "on" },
    {
      id: "security_header",
      // In the API's spelling: camelCase here never settles.
      value: {
        strict_transport_security: {
          enabled: true,
          max_age: hsts.maxAgeSeconds ?? YEAR,
          include_subdomains: hsts.includeSubdomains ?? false,
          preload: hsts.preload ?? false,
          nosniff: true,
        },
      },
    },
    { id: "tls_client_auth", value: (transport.originPulls ?? true) ? "on" : "off" },
    // The Free plan always speaks HTTP/2 and refuses to be told so.
    ...(plan === "free" ? [] : [{ id: "http2", value: "on" }]),
    { id: "http3", value: "on" },
    { id: "early_hints", value: "on" },
    { id: "brotli", value: "on" },
    { id: "websockets", value: "on" },
  ];
}

/** What is published of a transport. */
export function transportFacts(transport: ZoneTransport): Pick<Facts, "tls" | "hsts" | "originPulls"> {
  const {
    maxAgeSeconds = YEAR,
    includeSubdomains = false,
    preload = false,
  } = transport.strictTransport ?? {};
  return {
    tls: { min: transport.minimumTls ?? "1.2", max: "1.3", mode: "strict" },
    hsts: { seconds: maxAgeSeconds, includeSubdomains, preload },
    originPulls: transport.originPulls ?? true,
  };
}
