import { Provider } from "@pulumi/cloudflare/provider.js";
import { certificateAuthorities, dmarc, spf } from "#components/edge/mail";
import { cached } from "#components/edge/rules/caching/cache";
import { cacheKey } from "#components/edge/rules/caching/cache-key";
import { LIFETIMES_BY_TYPE } from "#components/edge/rules/caching/lifetime";
import { fontCors } from "#components/edge/rules/responses/cors";
import { errorResponse } from "#components/edge/rules/responses/errors";
import { redirect, redirectHost } from "#components/edge/rules/responses/redirect";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import {
  allow,
  challengeLeakedPasswords,
  refuse,
  refuseCountries,
} from "#components/edge/rules/security/custom";
import { exceptFromManagedRules, exemptFromBotFight } from "#components/edge/rules/security/exceptions";
import { calmerDdosRules, managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";
import { and, not } from "#models/cloudflare/expression/build";
import { client, request } from "#models/cloudflare/expression/fields";

/** Rules of every kind, on a domain with mail: what each part of a system contributes, one zone collects. */
export function program() {
  const office = client.address.in("198.51.100.0/24", "2001:db8:42::/48");
  const admin = request.path.startsWith("/admin/");
  const rules = {
    www: redirectHost("www.example.com", "example.com"),
    blog: redirect({ path: "/blog/*", to: "https://blog.example.net/$1", status: 308 }),
    managed: managedFirewall({
      overrides: [{ category: "wordpress", action: "off", because: "no WordPress here" }],
    }),
    editor: exceptFromManagedRules({
      paths: ["/editor/save"],
      skip: { rulesets: ["owasp"] },
      because: "posts contain SQL examples",
    }),
    webhooks: exemptFromBotFight({ label: "payment webhooks", paths: ["/hooks/"] }),
    partners: allow(request.header("x-partner-key").isPresent(), {
      label: "partners",
      pastRateLimits: true,
    }),
    adminOnly: refuse(and(admin, not(office)), {
      label: "admin from outside",
      response: { status: 404, contentType: "text/plain", content: "not found" },
    }),
    apiErrors: errorResponse({
      label: "API errors as JSON",
      paths: ["/api/"],
      contentType: "application/json",
      content: '{"error":"try again later"}',
    }),
    versions: refuse(request.path.matches("^/v[0-9]+/internal/"), { label: "internal API" }),
    attacks: refuseAttacks(),
    embargo: refuseCountries(["KP"]),
    leaked: challengeLeakedPasswords({ paths: ["/login"] }),
    floods: calmerDdosRules({ sensitivity: "medium", because: "nightly imports" }),
    perVisitor: rateLimit({ paths: ["/api/"], requests: 100, periodSeconds: 60, by: "visitor" }),
    pages: cached({ extensions: ["html"], lifetime: LIFETIMES_BY_TYPE.html, tags: ["pages"] }),
    pagesKey: cacheKey({ extensions: ["html"], deceptionArmor: true, anyQueryOrder: true }),
    fonts: fontCors(),
  };
  const records = {
    apex: { type: "A", name: "@", content: "192.0.2.10" },
    www: { type: "CNAME", name: "www", content: "example.com" },
    mail: { type: "MX", name: "@", content: "mx.example.net", priority: 10 },
    spf: spf("include:_spf.example.net"),
    dmarc: dmarc("reject", "dmarc@example.com"),
    ...certificateAuthorities({ letsencrypt: "letsencrypt.org" }),
  } as const;
  const accountId = "0123456789abcdef0123456789abcdef";
  const provider = new Provider("cloudflare", {});
  new Zone("zone", { domain: "example.com", accountId, plan: "business", records, rules }, { provider });
  return {};
}
