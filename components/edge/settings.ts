import type { Facts } from "#graph/facts";
import type { PlanTier } from "#models/cloudflare/plan-limits";
import type { ArgumentChecks } from "../core/arguments.ts";
import { YEAR } from "./rules/caching/lifetime.ts";
import type { StrictTransport } from "./rules/responses/headers.ts";

/** Transport between visitors, edge and origin. */
export interface ZoneTransport {
  /** Minimum TLS version for visitors. Default "1.2"; 1.3 is always offered. */
  readonly minimumTls?: "1.2" | "1.3";
  /** Default: one year, without subdomains. Source: howlerops, security headers. */
  readonly strictTransport?: StrictTransport;
  /**
   * Whether the edge presents a client certificate to the origin, so that the origin can refuse all other clients.
   * Default true. The certificate is Cloudflare's, shared by all its customers: it authenticates the edge, not the
   * zone.
   */
  readonly originPulls?: boolean;
  /** Whether repeat visitors may send data in their first packet (0-RTT), which can be replayed. Default false. */
  readonly zeroRoundTrip?: boolean;
}

/** A setting of a zone, in Cloudflare's names. */
export interface Setting {
  readonly id: string;
  readonly value: string | number | object;
}

/** Fails for transport settings that browsers or Cloudflare refuse. */
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
 * The settings of a zone. Removing one from the program keeps its last value at Cloudflare, so each is explicit even if
 * it is the default there. Source: howlerops, features (HTTP/2, HTTP/3, Early Hints, Brotli, TLS); Cloudflare docs,
 * zone settings.
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
      // In the API's spelling: camelCase here would always differ.
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
    // The Free plan always uses HTTP/2 and refuses the setting.
    ...(plan === "free" ? [] : [{ id: "http2", value: "on" }]),
    { id: "http3", value: "on" },
    { id: "early_hints", value: "on" },
    { id: "brotli", value: "on" },
    { id: "websockets", value: "on" },
  ];
}

/** Published facts of a transport. */
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
