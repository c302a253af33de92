import { Provider } from "@pulumi/kubernetes/provider.js";
import { Namespace } from "#components/cluster/namespace";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { Job } from "#components/workload/job";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService } from "#components/workload/web-service";
import { Worker } from "#components/workload/worker";

/**
 * A tool for dashboards in Python: a web server behind gunicorn, workers of Celery that query other people's databases,
 * the one scheduler, and a job that prepares the database before any of them starts. A proxy beside each pod holds the
 * encrypted connection to the database.
 */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const namespace = new Namespace("charts", { partOf: "charts", protect: false }, { provider });
  const isolation = new NamespaceIsolation(
    "charts-isolation",
    { namespace: "charts", partOf: "charts" },
    { provider, dependsOn: namespace },
  );

  const postgres = new ExternalEndpoint("postgres", {
    host: "10.41.0.3",
    ranges: ["10.41.0.0/28"],
    port: 5432,
    protocol: "postgres",
    credential: { files: { url: "charts-database-url" } },
  });
  const redis = new ExternalEndpoint("redis", {
    host: "10.41.1.3",
    ranges: ["10.41.1.0/28"],
    port: 6379,
    protocol: "redis",
    credential: { files: { url: "charts-redis-url" } },
  });
  const because = "its settings module reads the environment only";
  const python = {
    namespace: "charts",
    partOf: "charts",
    image: `ghcr.io/example/charts@sha256:${"3".repeat(64)}`,
    links: [postgres.endpoint, redis.endpoint],
    secretStore: { name: "secret-manager" },
    secretEnvironment: {
      DATABASE_URL: { credential: "postgres", file: "url", because },
      CELERY_BROKER_URL: { credential: "redis", file: "url", because },
    },
    files: { "/etc/charts/config.py": "ROW_LIMIT = 5000\nFEATURE_FLAGS = {}\n" },
    sidecars: {
      "pool-proxy": {
        image: `ghcr.io/example/pool-proxy@sha256:${"4".repeat(64)}`,
        args: ["--listen", "127.0.0.1:5433"],
        liveness: { tcpPort: 5433 },
        resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "64Mi" } },
      },
    },
    resources: { requests: { cpu: "200m", memory: "512Mi" }, limits: { memory: "1Gi" } },
  };

  const init = new Job(
    "init",
    { ...python, command: ["charts-cli"], args: ["db", "upgrade"] },
    { provider, dependsOn: [namespace, isolation] },
  );
  const afterInit = { provider, dependsOn: [namespace, isolation, init] };
  new WebService(
    "web",
    {
      ...python,
      args: ["gunicorn", "charts.app"],
      port: 8088,
      probes: { path: "/health", startup: { path: "/health", initialDelaySeconds: 15 } },
      scaling: { minReplicas: 2, maxReplicas: 4 },
      initContainers: {
        translations: {
          command: ["charts-cli", "compile-translations", "/tmp"],
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
        },
      },
    },
    afterInit,
  );
  new Worker(
    "worker",
    {
      ...python,
      args: ["celery", "--app=charts.tasks", "worker"],
      liveness: {
        command: ["celery", "--app=charts.tasks", "inspect", "ping"],
        timeoutSeconds: 20,
        periodSeconds: 60,
      },
      scaling: { replicas: 3 },
    },
    afterInit,
  );
  new Worker(
    "beat",
    {
      ...python,
      args: ["celery", "--app=charts.tasks", "beat"],
      // It writes the schedule's file with each turn.
      liveness: { command: ["charts-cli", "beat-alive"], timeoutSeconds: 10, periodSeconds: 60 },
      singleton: true,
    },
    afterInit,
  );
}
