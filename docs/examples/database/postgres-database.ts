import { Provider as GcpProvider } from "@pulumi/gcp/provider.js";
import { Provider as RandomProvider } from "@pulumi/random/provider.js";
import { NEXTJS_POOL } from "#components/database/pool";
import { PostgresDatabase } from "#components/database/postgres-database";
import { Network } from "#components/network/network";

/** A primary with a standby and two replicas; its endpoints go into the links of those who call it. */
export function program() {
  const google = new GcpProvider("gcp", { project: "shop-prod", region: "us-central1" });
  const random = new RandomProvider("random", {});
  const { privateServices } = new Network(
    "network",
    { prefix: "shop-prod", regions: { "us-central1": {} }, privateServices: true },
    { provider: google },
  );
  if (!privateServices) {
    throw new Error("the network has no range for managed services");
  }
  const database = new PostgresDatabase(
    "database",
    {
      prefix: "shop-prod",
      project: { id: "shop-prod", number: "123456789012" },
      namespaces: ["shop"],
      rotation: { epoch: "2026-10-01" },
      region: "us-central1",
      privateServices,
      tier: "db-custom-2-7680",
      replicas: { a: {}, b: {} },
      databases: ["shop"],
      users: ["shop"],
      pool: NEXTJS_POOL,
      // Ten pods and the one more that a rollout adds.
      clients: 11,
    },
    { providers: [google, random] },
  );
  return { writes: database.primary.host, reads: database.replicas["a"]?.host };
}
