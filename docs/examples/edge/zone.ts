import { Provider } from "@pulumi/cloudflare/provider.js";
import { bypassed, cached, neverStored } from "#components/edge/rules/caching/cache";
import { MEDIA, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { DOCUMENTS, FONTS, IMAGES } from "#components/edge/rules/matching";
import { responseHeaders, securityHeaders } from "#components/edge/rules/responses/headers";
import { allowVerifiedBots } from "#components/edge/rules/security/custom";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { rateLimit } from "#components/edge/rules/security/limit";
import { Zone } from "#components/edge/zone";

/** A single-page application with an API on one host, behind the documented cache and firewall. */
export function program() {
  const provider = new Provider("cloudflare", {});
  const zone = new Zone(
    "zone",
    {
      domain: "example.com",
      accountId: "0123456789abcdef0123456789abcdef",
      plan: "pro",
      records: {
        apex: { type: "A", name: "@", content: "192.0.2.10" },
        www: { type: "CNAME", name: "www", content: "example.com" },
      },
      rules: {
        firewall: managedFirewall({ sensitivity: "medium" }),
        goodBots: allowVerifiedBots(),
        loginLimit: rateLimit({ paths: ["/api/login"], requests: 5, periodSeconds: 60 }),
        apiLimit: rateLimit({ paths: ["/api/"], requests: 600, periodSeconds: 60 }),
        assets: cached({ paths: ["/assets/"], lifetime: VERSIONED }),
        media: cached({ extensions: [...IMAGES, ...FONTS], lifetime: MEDIA, label: "images, fonts" }),
        pages: neverStored({ extensions: DOCUMENTS, label: "HTML" }),
        api: bypassed({ paths: ["/api/"] }),
        security: responseHeaders(securityHeaders()),
      },
    },
    { provider },
  );
  return { nameServers: zone.nameServers };
}
