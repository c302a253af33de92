import { Provider } from "@pulumi/cloudflare/provider.js";
import { OriginCertificate } from "#components/edge/origin-certificate";
import { Zone } from "#components/edge/zone";

/** A certificate for an origin that only the edge may reach. */
export function program(signingRequest = "-----BEGIN CERTIFICATE REQUEST-----") {
  const opts = { provider: new Provider("cloudflare", {}) };
  const accountId = "0123456789abcdef0123456789abcdef";
  const records = { apex: { type: "A", name: "@", content: "192.0.2.10" } } as const;
  const zone = new Zone("zone", { domain: "example.com", accountId, plan: "pro", records }, opts);
  const origin = new OriginCertificate("origin", { zone, hosts: ["@", "*"], signingRequest }, opts);
  return { certificate: origin.certificate };
}
