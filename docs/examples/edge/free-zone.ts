import { Provider } from "@pulumi/cloudflare/provider.js";
import { noMail } from "#components/edge/mail";
import { cachedByType } from "#components/edge/rules/caching/by-type";
import { bypassed, cached } from "#components/edge/rules/caching/cache";
import { VERSIONED } from "#components/edge/rules/caching/lifetime";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import { redirect, redirectHost } from "#components/edge/rules/responses/redirect";
import { refuseAttacks } from "#components/edge/rules/security/attacks";
import { allowVerifiedBots, refuseCountries } from "#components/edge/rules/security/custom";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";

/** A site on the Free plan, with what its five custom rules, ten redirects and one rate limit can do. */
export function program() {
  const provider = new Provider("cloudflare", {});
  new Zone(
    "zone",
    {
      domain: "example.net",
      accountId: "0123456789abcdef0123456789abcdef",
      plan: "free",
      records: {
        apex: { type: "CNAME", name: "@", content: "example-net.pages.example.com" },
        www: { type: "CNAME", name: "www", content: "example.net" },
        api: { type: "A", name: "api", content: "192.0.2.10" },
        ...noMail(),
      },
      // Monitors are automated, and no rule can exempt them from the plan's Bot Fight Mode.
      bots: { automated: "allow" },
      settings: { browserCheck: true, emailObfuscation: false, challengeSeconds: 1800 },
      rules: {
        www: redirectHost("www.example.net", "example.net"),
        about: redirect({ path: "/about", to: "https://example.net/company/" }),
        blog: redirect({
          host: "example.net",
          path: "/blog/*",
          to: "https://blog.example.com/$1",
          status: 308,
        }),
        goodBots: allowVerifiedBots(),
        attacks: refuseAttacks(),
        embargo: refuseCountries(["KP"]),
        // The plan counts by path, over ten seconds, on every host.
        api: rateLimit({ paths: ["/v1/"], requests: 50, periodSeconds: 10 }),
        pages: bypassed({ hosts: ["api.example.net"], label: "API" }),
        assets: cached({ paths: ["/assets/"], lifetime: VERSIONED }),
        ...cachedByType(["css", "js", "images"], { except: ["/assets/"] }),
        security: responseHeaders(securityHeaders()),
      },
    },
    { provider },
  );
  return {};
}
