import { Provider } from "@pulumi/cloudflare/provider.js";
import { managedFirewall } from "#components/edge/rules/security/firewall";
import { Zone } from "#components/edge/zone";

/** A zone that is there already: it is only read, and its records, settings and rules are taken over. */
export function program() {
  const zone = new Zone(
    "zone",
    {
      domain: "example.com",
      existing: { zoneId: "023e105f4ecef8ad9ca31a8372d0c353" },
      plan: "pro",
      records: { apex: { type: "A", name: "@", content: "192.0.2.10" } },
      rules: { firewall: managedFirewall({ sensitivity: "medium" }) },
    },
    { provider: new Provider("cloudflare", {}) },
  );
  return { nameServers: zone.nameServers };
}
