import { Provider } from "@pulumi/kubernetes/provider.js";
import { ConnectionPooler } from "#components/database/connection-pooler";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { WebService } from "#components/workload/web-service";

/** Forty pods with pools of twenty share eighty connections to a server that takes a hundred. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const system = { namespace: "shop", partOf: "shop", secretStore: { name: "secret-manager" } };
  // A PostgresDatabase has it as database.primary.
  const { endpoint: server } = new ExternalEndpoint("database", {
    host: "10.0.0.5",
    ranges: ["10.0.0.0/16"],
    port: 5432,
    protocol: "postgres",
    credential: {
      files: {
        user: "shop-prod-database-user",
        password: "shop-prod-database-password",
        "ca.pem": "shop-prod-ca",
      },
    },
  });
  const pooler = new ConnectionPooler(
    "pooler",
    {
      ...system,
      image: `ghcr.io/cloudnative-pg/pgbouncer@sha256:${"0".repeat(64)}`,
      server,
      databases: ["shop"],
      serverConnections: 80,
      clientConnections: 40 * 20,
    },
    { provider },
  );
  const api = new WebService(
    "api",
    {
      ...system,
      image: `ghcr.io/example/api@sha256:${"1".repeat(64)}`,
      port: 3000,
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { memory: "512Mi" } },
      scaling: { minReplicas: 3, maxReplicas: 40 },
      links: [pooler.endpoint],
    },
    { provider },
  );
  return { api: api.endpoint.host };
}
