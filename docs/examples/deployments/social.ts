import { Provider } from "@pulumi/kubernetes/provider.js";
import { Namespace } from "#components/cluster/namespace";
import { ExternalEndpoint } from "#components/network/external-endpoint";
import { CronJob } from "#components/workload/cron-job";
import { Job } from "#components/workload/job";
import { NamespaceIsolation } from "#components/workload/namespace-isolation";
import { WebService } from "#components/workload/web-service";
import { Worker } from "#components/workload/worker";

/**
 * A social network in Ruby on Rails: pages and an API, a server of event streams in Node, workers of a queue in Redis,
 * a nightly clean-up, and media in an object store. It reads secrets from its environment, as Rails applications do.
 */
export function program() {
  const provider = new Provider("cluster", { kubeconfig: "~/.kube/config" });
  const namespace = new Namespace("flock", { partOf: "flock", protect: false }, { provider });
  const isolation = new NamespaceIsolation(
    "flock-isolation",
    { namespace: "flock", partOf: "flock" },
    { provider, dependsOn: namespace },
  );
  const opts = { provider, dependsOn: [namespace, isolation] };

  const postgres = new ExternalEndpoint("postgres", {
    host: "10.40.0.3",
    ranges: ["10.40.0.0/28"],
    port: 5432,
    protocol: "postgres",
    credential: { files: { password: "flock-postgres-password" } },
  });
  const redis = new ExternalEndpoint("redis", {
    host: "10.40.1.3",
    ranges: ["10.40.1.0/28"],
    port: 6379,
    protocol: "redis",
    credential: { files: { password: "flock-redis-password" } },
  });
  const media = new ExternalEndpoint("media", {
    hosts: ["storage.googleapis.com"],
    port: 443,
    credential: { files: { "access-key": "flock-media-access-key", secret: "flock-media-secret" } },
  });

  const because = "Rails reads its configuration from the environment";
  const data = {
    links: [postgres.endpoint, redis.endpoint],
    secretEnvironment: {
      DB_PASS: { credential: "postgres", file: "password", because },
      REDIS_PASSWORD: { credential: "redis", file: "password", because },
    },
  };
  const common = {
    namespace: "flock",
    partOf: "flock",
    secretStore: { name: "secret-manager" },
    environment: { RAILS_ENV: "production", RAILS_LOG_TO_STDOUT: "true" },
  };
  const rails = {
    ...common,
    image: `ghcr.io/example/flock@sha256:${"1".repeat(64)}`,
    links: [...data.links, media.endpoint],
    secrets: { rails: { files: { "secret-key-base": "flock-secret-key-base" } } },
    secretEnvironment: {
      ...data.secretEnvironment,
      AWS_ACCESS_KEY_ID: { credential: "media", file: "access-key", because },
      AWS_SECRET_ACCESS_KEY: { credential: "media", file: "secret", because },
      SECRET_KEY_BASE: { credential: "rails", file: "secret-key-base", because },
    },
    writablePaths: ["/tmp", "/app/tmp"],
    resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { memory: "1Gi" } },
  };

  // A process of the queue writes the time of its last turn to a file.
  const liveness = { command: ["bin/queue-alive", "/tmp/last-turn"], periodSeconds: 30, timeoutSeconds: 10 };

  const migration = new Job("migrate", { ...rails, args: ["bin/rails", "db:migrate"] }, opts);
  const afterMigration = { provider, dependsOn: [namespace, isolation, migration] };
  new WebService(
    "web",
    {
      ...rails,
      args: ["bundle", "exec", "puma"],
      port: 3000,
      probes: { path: "/health" },
      scaling: { minReplicas: 2, maxReplicas: 6 },
    },
    afterMigration,
  );
  new WebService(
    "streaming",
    {
      ...common,
      ...data,
      image: `ghcr.io/example/flock-streaming@sha256:${"2".repeat(64)}`,
      port: 4000,
      probes: { path: "/api/v1/streaming/health" },
      // Streams are long: they have two minutes to move to another pod.
      shutdown: { drainSeconds: 120 },
      scaling: { replicas: 2 },
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
    },
    afterMigration,
  );
  for (const [queue, replicas] of [
    ["default", 2],
    ["media", 2],
  ] as const) {
    new Worker(
      `sidekiq-${queue}`,
      { ...rails, args: ["bundle", "exec", "sidekiq", "-q", queue], liveness, scaling: { replicas } },
      afterMigration,
    );
  }
  // Its queue decides when a remote server is asked again: two of it would ask twice.
  new Worker(
    "sidekiq-scheduler",
    { ...rails, args: ["bundle", "exec", "sidekiq", "-q", "scheduler"], liveness, singleton: true },
    afterMigration,
  );
  new CronJob(
    "media-cleanup",
    { ...rails, args: ["bin/tootctl", "media", "remove"], schedule: "0 3 * * *" },
    afterMigration,
  );
}
