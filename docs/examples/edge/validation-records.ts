import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { DnsAuthorization } from "@pulumi/gcp/certificatemanager/dnsAuthorization.js";
import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { ValidationRecords } from "#components/edge/validation-records";
import { Zone } from "#components/edge/zone";

/** The record that Google asks for before it issues a certificate; its name is known only once it was asked. */
export function program() {
  const opts = { provider: new CloudflareProvider("cloudflare", {}) };
  const zone = new Zone(
    "edge",
    { domain: "example.com", accountId: "0123456789abcdef0123456789abcdef", plan: "free", records: {} },
    opts,
  );
  const asked = new DnsAuthorization(
    "proof",
    { domain: "example.com", type: "PER_PROJECT_RECORD" },
    { provider: new GcpProvider("gcp", { project: "shop-prod", region: "us-central1" }) },
  );
  const record = asked.dnsResourceRecords.apply((records) => records?.at(0));
  const proof = {
    name: record.apply((known) => known?.name ?? ""),
    content: record.apply((known) => known?.data ?? ""),
  };
  new ValidationRecords("ownership", { zone, records: { "example.com": proof }, askedBy: "Google" }, opts);
  return { domain: zone.domain };
}
