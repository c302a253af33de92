import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Ruleset } from "@pulumi/cloudflare/ruleset.js";
import { Zone } from "@pulumi/cloudflare/zone.js";
import { ZoneSetting } from "@pulumi/cloudflare/zoneSetting.js";
import { Address } from "@pulumi/gcp/compute/address.js";
import { Network } from "@pulumi/gcp/compute/network.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { Account } from "@pulumi/gcp/serviceaccount/account.js";
import { Bucket } from "@pulumi/gcp/storage/bucket.js";
import { BucketIAMMember } from "@pulumi/gcp/storage/bucketIAMMember.js";
import { Config } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { RandomPassword } from "@pulumi/random/randomPassword.js";
import { Platform } from "./platform.ts";

const SERVICES = ["api", "chat", "files", "mail", "search", "shop", "status"] as const;

/**
 * Some sixty resources of every way to be named: by the program, by Pulumi, by the cloud, and not at all.
 * Configuration: `cloud:version` counts from 1; each version changes some resources, replaces some, and swaps
 * one for another. `cloud:encrypted` adds a key, whose name the cloud never gives back.
 */
export function program() {
  const config = new Config("cloud");
  const version = config.getNumber("version") ?? 1;
  const google = new GoogleProvider("google", {
    project: "cloud-tests",
    region: "us-central1",
    zone: "us-central1-a",
  });
  const cloudflare = new CloudflareProvider("cloudflare", {});
  const random = new RandomProvider("random", {});
  const inGoogle = { provider: google };
  const inCloudflare = { provider: cloudflare };

  const platform = new Platform(
    "platform",
    { version, encrypted: config.getBoolean("encrypted") ?? false },
    { providers: [google] },
  );
  // Pulumi names these: nothing else says that they are the same when they are made twice.
  new Network("spare", { autoCreateSubnetworks: false, description: `version ${version}` }, inGoogle);
  const address = new Address("address", { region: version === 2 ? "us-east1" : "us-central1" }, inGoogle);
  const bucket = new Bucket(
    "assets",
    { location: "US", forceDestroy: true, labels: { version: `v${version}` } },
    inGoogle,
  );

  const zone = new Zone(
    "zone",
    { name: "cloud-tests.example", account: { id: "023e105f4ecef8ad9ca31a8372d0c353" } },
    inCloudflare,
  );
  for (const service of SERVICES) {
    const account = new Account(
      service,
      { accountId: `${service}-service`, displayName: `version ${version}` },
      inGoogle,
    );
    new BucketIAMMember(
      service,
      { bucket: bucket.name, role: "roles/storage.objectViewer", member: account.member },
      inGoogle,
    );
    const password = new RandomPassword(
      service,
      { length: 20, keepers: { version: String(version) } },
      { provider: random },
    );
    platform.addSecret(service, password.result);
    new DnsRecord(
      service,
      {
        zoneId: zone.id,
        name: `${service}.cloud-tests.example`,
        type: "A",
        content: address.address,
        ttl: 300 * version,
        proxied: false,
      },
      inCloudflare,
    );
  }
  new DnsRecord(
    `only-in-${version}`,
    { zoneId: zone.id, name: "cloud-tests.example", type: "TXT", content: `"version ${version}"`, ttl: 300 },
    inCloudflare,
  );
  new ZoneSetting(
    "ssl",
    { zoneId: zone.id, settingId: "ssl", value: version === 1 ? "full" : "strict" },
    inCloudflare,
  );
  new Ruleset(
    "firewall",
    {
      zoneId: zone.id,
      kind: "zone",
      phase: "http_request_firewall_custom",
      name: "firewall",
      rules: [{ ref: "block", action: "block", expression: `(http.request.uri.path eq "/v${version}")` }],
    },
    { ...inCloudflare, deleteBeforeReplace: true },
  );
  return { address: address.address, nameServers: zone.nameServers };
}
