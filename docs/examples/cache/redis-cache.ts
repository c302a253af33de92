import { Provider } from "@pulumi/gcp/provider.js";
import { RedisCache } from "#components/cache/redis-cache";
import { Network } from "#components/network/network";

/** A cache that all servers share; what expires goes first, so that a queue in it is never evicted. */
export function program() {
  const provider = new Provider("gcp", { project: "shop-prod", region: "us-central1" });
  const { privateServices } = new Network(
    "network",
    { prefix: "shop-prod", regions: { "us-central1": {} }, privateServices: true },
    { provider },
  );
  if (!privateServices) {
    throw new Error("the network has no range for managed services");
  }
  const cache = new RedisCache(
    "cache",
    {
      prefix: "shop-prod",
      project: { id: "shop-prod", number: "123456789012" },
      namespaces: ["shop"],
      region: "us-central1",
      privateServices,
      memoryMiB: 2048,
      evictionPolicy: "volatile-lru",
      snapshotHours: 1,
    },
    { provider },
  );
  return { host: cache.endpoint.host, port: cache.endpoint.port };
}
