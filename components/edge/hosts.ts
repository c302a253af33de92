import { isCovered } from "#models/cloudflare/edge-certificate";
import { registrableDomain } from "#models/dns/registrable";
import type { ArgumentChecks } from "../core/arguments.ts";
import { fullName, isProxied } from "./records.ts";
import type { ZoneArgs } from "./zone/args.ts";

/**
 * Fails for a zone that is not of a registered domain, and for proxied records without a certificate of the edge.
 *
 * @internal
 */
export function checkHosts(
  checks: ArgumentChecks,
  { domain, plan, existing, certificates = [], records }: ZoneArgs,
): void {
  const registered = registrableDomain(domain);
  checks.that(
    existing !== undefined || plan === "enterprise" || registered === domain,
    "domain",
    domain,
    `domains that are registered, such as ${registered ?? "example.com"}; a name below one needs the Enterprise plan`,
  );
  for (const name of certificates) {
    checks.matches(
      "certificates",
      name,
      /^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)+[a-z]{2,}$/,
      "names in lower case, such as *.app.example.com",
    );
  }
  for (const [key, record] of Object.entries(records)) {
    if (isProxied(record)) {
      checkCertificate(checks, `records.${key}.name`, fullName(record.name, domain), {
        domain,
        certificates,
      });
    }
  }
}

/** Fails for a proxied host without a certificate of the edge. @internal */
export function checkCertificate(
  checks: ArgumentChecks,
  at: string,
  host: string,
  { domain, certificates }: { readonly domain: string; readonly certificates: readonly string[] },
): void {
  checks.that(
    isCovered(host, domain, certificates),
    at,
    host,
    `${domain} and names one label below it, which universal SSL has, and those in the zone's certificates`,
  );
}
