import { Provider as CloudflareProvider } from "@pulumi/cloudflare/provider.js";
import { Provider as GoogleProvider } from "@pulumi/gcp/provider.js";
import { Config } from "@pulumi/pulumi";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { PostgresDatabase } from "#components/database/postgres-database";
import { Zone } from "#components/edge/zone";
import { Network } from "#components/network/network";

const PREFIX = "order-tests";

/**
 * A zone, a network and a database with a replica. Configuration: `order:protect` protects all of it, `order:alias` makes
 * www an alias instead of an address, `order:base` moves the network's addresses, `order:region` the database,
 * `order:tier` and `order:replicaTier` are machines, and `order:database` leaves the database out.
 */
export function program(): void {
  const config = new Config("order");
  const google = new GoogleProvider("google", { project: PREFIX, region: "us-central1" });
  const cloudflare = new CloudflareProvider("cloudflare", {});
  const random = new RandomProvider("random", {});
  const protect = config.getBoolean("protect") ?? false;
  const www = config.getBoolean("alias")
    ? { type: "CNAME", name: "www", content: "example.net" }
    : { type: "A", name: "www", content: "192.0.2.1" };
  new Zone(
    "edge",
    {
      domain: "example.com",
      accountId: "023e105f4ecef8ad9ca31a8372d0c353",
      plan: "free",
      protect,
      records: { www: www as { type: "A"; name: string; content: string } },
    },
    { provider: cloudflare },
  );
  const { privateServices } = new Network(
    "network",
    {
      prefix: PREFIX,
      regions: { "us-central1": {} },
      privateServices: true,
      protect,
      addresses: { base: config.get("base") ?? "10.0.0.0/8" },
    },
    { provider: google },
  );
  if (privateServices && (config.getBoolean("database") ?? true)) {
    const replicaTier = config.get("replicaTier");
    new PostgresDatabase(
      "database",
      {
        prefix: PREFIX,
        project: { id: PREFIX, number: "123456789012" },
        namespaces: ["app"],
        region: config.get("region") ?? "us-central1",
        privateServices,
        tier: config.get("tier") ?? "db-custom-2-7680",
        replicas: { a: replicaTier === undefined ? {} : { tier: replicaTier } },
        protect,
      },
      { providers: [google, random] },
    );
  }
}
