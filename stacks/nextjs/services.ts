import type { SystemContext } from "#blueprints/contract/context";
import type { SystemNamespace } from "#blueprints/namespace";
import type { BuiltSecrets } from "#blueprints/secrets";
import { WebService } from "#components/workload/web-service";
import { Worker } from "#components/workload/worker";
import type { NextjsData } from "./data.ts";
import type { NextjsSettings } from "./settings.ts";

/** Where the services run, and what they use. */
export interface ServicesPlace {
  readonly home: SystemNamespace;
  readonly data: NextjsData;
  readonly secrets: BuiltSecrets;
  /** Host of the assets. */
  readonly assets: string;
}

/** The servers, any of which can serve any request, and the workers. Source: nextjs, stateless servers. */
export function createServices(
  settings: NextjsSettings,
  { home, data, secrets, assets }: ServicesPlace,
  { environment }: SystemContext,
): { readonly server: WebService; readonly worker: Worker } {
  const { app } = settings;
  const { namespace, inNamespace } = home;
  const { cache, database, uploads } = data;
  const { vault, secretStore } = secrets;
  const partOf = "nextjs";
  const server = new WebService(
    "app",
    {
      namespace,
      partOf,
      image: app.image,
      port: 3000,
      metricsPort: 9464,
      resources: { requests: { cpu: "250m", memory: "512Mi" }, limits: { cpu: "1", memory: "1Gi" } },
      scaling: app.scaling,
      probes: { liveness: { path: "/api/healthz" }, readiness: { path: "/health/ready" } },
      environment: {
        LOG_LEVEL: environment.logLevel,
        ASSET_PREFIX: `https://${assets}`,
        // Hosts from which next/image may load images.
        IMAGE_HOSTS: assets,
        BUCKET: uploads.bucketName,
      },
      writablePaths: ["/tmp", "/app/.next/cache"],
      links: [cache.endpoint, database.primary, ...Object.values(database.replicas), uploads.endpoint],
      secrets: { session: vault.credential({ key: "session-key" }) },
      secretStore,
      credentialsRevision: vault.revision,
      googleIdentity: true,
    },
    inNamespace,
  );
  const worker = new Worker(
    "worker",
    {
      namespace,
      partOf,
      image: settings.worker.image,
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "512Mi" } },
      scaling: { replicas: settings.worker.replicas },
      environment: { LOG_LEVEL: environment.logLevel },
      metricsPort: 9464,
      liveness: { path: "/health/live" },
      links: [cache.endpoint, database.primary],
      secretStore,
      credentialsRevision: vault.revision,
    },
    inNamespace,
  );
  return { server, worker };
}
