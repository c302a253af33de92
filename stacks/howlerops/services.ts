import type { SystemContext } from "#blueprints/contract/context";
import type { SystemNamespace } from "#blueprints/namespace";
import type { BuiltSecrets } from "#blueprints/secrets";
import type { LibsqlDatabase } from "#components/database/libsql-database";
import { securityHeaders } from "#components/edge/rules/responses/headers";
import { nginxSite } from "#components/workload/nginx/site";
import { WebService } from "#components/workload/web-service";
import { SITE_CACHING } from "./caching.ts";
import type { HowleropsSettings } from "./settings.ts";

/** Where the services run, and what they use. */
export interface ServicesPlace {
  readonly home: SystemNamespace;
  readonly database: LibsqlDatabase;
  readonly secrets: BuiltSecrets;
}

/** The Go API, and the single-page site in front of it. Source: howlerops, services. */
export function createServices(
  settings: HowleropsSettings,
  { home, database, secrets }: ServicesPlace,
  { environment }: SystemContext,
): { readonly api: WebService; readonly site: WebService } {
  const { backend, frontend } = settings;
  const { namespace, inNamespace } = home;
  const { vault, secretStore } = secrets;
  const partOf = "howlerops";
  const api = new WebService(
    "backend",
    {
      namespace,
      partOf,
      image: backend.image,
      port: 8500,
      metricsPort: 9100,
      resources: { requests: { cpu: "100m", memory: "256Mi" }, limits: { cpu: "500m", memory: "1Gi" } },
      scaling: backend.scaling,
      environment: {
        LOG_LEVEL: environment.logLevel,
        LOG_FORMAT: "json",
        DATABASE_MAX_OPEN: String(settings.database.pool.open),
        DATABASE_MAX_IDLE: String(settings.database.pool.idle),
      },
      links: [database.endpoint],
      secrets: { jwt: vault.credential({ key: "jwt-key" }) },
      secretStore,
      credentialsRevision: vault.revision,
    },
    inNamespace,
  );
  const site = new WebService(
    "frontend",
    {
      namespace,
      partOf,
      image: frontend.image,
      ...nginxSite("frontend", {
        headers: securityHeaders(),
        ...SITE_CACHING,
      }),
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "200m", memory: "512Mi" } },
      scaling: { replicas: frontend.replicas },
      links: [api.endpoint],
    },
    inNamespace,
  );
  return { api, site };
}
