import { Provider } from "@pulumi/kubernetes/provider.js";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService } from "#components/workload/web-service";

/** A backend that calls a database outside the cluster, and a frontend that calls the backend. */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const system = { namespace: "shop", partOf: "shop" };
  new NamespaceIsolation("shop", system, { provider });

  const database = new ExternalEndpoint("database", {
    hosts: ["shop.turso.io"],
    port: 443,
    protocol: "libsql",
    credential: { files: { token: "shop-database-token" } },
  });
  const backend = new WebService(
    "backend",
    {
      ...system,
      image: `ghcr.io/example/backend@sha256:${"0".repeat(64)}`,
      port: 8500,
      metricsPort: 9100,
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
      scaling: { minReplicas: 2, maxReplicas: 10 },
      links: [database.endpoint],
      secrets: { jwt: { files: { key: "shop-jwt-key" } } },
      secretStore: { name: "secret-manager" },
    },
    { provider },
  );
  new WebService(
    "frontend",
    {
      ...system,
      image: `ghcr.io/example/frontend@sha256:${"1".repeat(64)}`,
      port: 80,
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "200m", memory: "512Mi" } },
      scaling: { replicas: 2 },
      probes: { liveness: { path: "/healthz" }, readiness: { path: "/index.html" } },
      writablePaths: ["/tmp", "/var/cache/nginx", "/var/run"],
      links: [backend.endpoint],
    },
    { provider },
  );
  return { backend: backend.endpoint.host };
}
