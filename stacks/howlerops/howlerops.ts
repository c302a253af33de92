import type { SystemContext } from "#blueprints/context";
import { createEdge } from "#blueprints/edge";
import { createFoundation } from "#blueprints/foundation";
import { createMonitoring } from "#blueprints/monitoring";
import { createNamespace } from "#blueprints/namespace";
import { createPlatform } from "#blueprints/platform";
import { createSecrets } from "#blueprints/secrets";
import { onlyRegion } from "#blueprints/settings/regions";
import { createSite } from "#blueprints/site";
import { defineSystem } from "#blueprints/system";
import { LibsqlDatabase } from "#components/database/libsql-database";
import { bypassed, cached, neverStored } from "#components/edge/rules/caching/cache";
import { cacheControl, MEDIA, NEVER_STORED, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { DOCUMENTS, FONTS, IMAGES } from "#components/edge/rules/matching";
import { securityHeaders } from "#components/edge/rules/responses/headers";
import { nginxSite } from "#components/workload/nginx/site";
import { WebService } from "#components/workload/web-service";
import { type HowleropsSettings, howleropsSettings } from "./settings.ts";

/**
 * A SQL workbench in the browser: a single-page frontend and a Go API behind Cloudflare and NGINX, on a
 * libSQL database with replicas near its users. Source: howlerops, production infrastructure.
 */
export const howlerops = defineSystem({ name: "howlerops", settings: howleropsSettings, build });

function build(settings: HowleropsSettings, context: SystemContext) {
  const { domain, frontend, backend } = settings;
  const { environment, stack } = context;
  const { google, regions } = settings;
  const [region, place] = onlyRegion(regions);
  const foundation = createFoundation({ google, regions }, context);
  const platform = createPlatform(
    { foundation, region, ...place, securityGroup: google.securityGroup },
    context,
  );
  const partOf = "howlerops";

  // Cloudflare: DNS, TLS, firewall, cache
  const edge = createEdge(
    {
      ...settings,
      records: {
        apex: { type: "A", name: "@", content: platform.address.address, to: platform.ingress.endpoint },
      },
      loginPaths: ["/api/login", "/api/auth/"],
      rules: {
        assets: cached({ paths: ["/assets/"], lifetime: VERSIONED, tags: ["assets"] }),
        media: cached({
          extensions: [...IMAGES, ...FONTS],
          except: ["/assets/"],
          lifetime: MEDIA,
          label: "images, fonts",
          tags: ["media"],
        }),
        html: neverStored({ extensions: DOCUMENTS, except: ["/api/"], label: "HTML" }),
        api: bypassed({ paths: ["/api/", "/health"] }),
      },
    },
    context,
  );

  const home = createNamespace({ partOf }, platform, context);
  const { namespace, inNamespace } = home;

  const { vault, secretStore, dnsToken, pagerDutyKey } = createSecrets(
    { home, settings, secrets: { "jwt-key": { source: { kind: "key" }, namespaces: [namespace] } } },
    platform,
    context,
  );

  // Database: writes in Chicago, reads near the readers
  const database = new LibsqlDatabase(
    "database",
    {
      prefix: stack,
      project: platform.project,
      namespaces: [namespace],
      rotation: { epoch: settings.rotationEpoch },
      driver: { kind: "turso", organization: settings.database.organization },
      primary: "ord",
      replicas: Object.fromEntries(settings.database.replicas.map((location) => [location, {}])),
      pool: { maxOpen: settings.database.pool.open, maxIdle: settings.database.pool.idle },
      backup: { retentionDays: environment.backupRetentionDays },
      protect: environment.protect,
    },
    platform.inCloud,
  );

  // Services
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
        caching: [
          { prefix: "/assets/", cacheControl: cacheControl(VERSIONED) },
          { extensions: [...IMAGES, ...FONTS], cacheControl: cacheControl(MEDIA) },
        ],
        documentCaching: NEVER_STORED,
      }),
      resources: { requests: { cpu: "50m", memory: "128Mi" }, limits: { cpu: "200m", memory: "512Mi" } },
      scaling: { replicas: frontend.replicas },
      links: [api.endpoint],
    },
    inNamespace,
  );

  // Ingress: TLS ends here
  createSite(
    {
      namespace,
      inNamespace,
      secretStore,
      partOf,
      hosts: [domain],
      contact: settings.contact,
      dnsToken,
      routes: {
        site: { path: "/", to: site.endpoint },
        api: { path: "/api", to: api.endpoint, webSocketIdleSeconds: 3600 },
        health: { path: "/health", match: "exact", to: api.endpoint },
      },
    },
    platform,
  );

  // Monitoring
  createMonitoring(
    {
      secretStore,
      partOf,
      targets: { backend: api.metrics },
      namespace,
      rotations: { ...vault.dueTimes, ...database.resources.credentials.dueTimes },
      pagerDutyKey,
      runbooks: `https://docs.${domain}/runbooks`,
    },
    platform,
    context,
  );
  return {
    url: `https://${domain}`,
    domain,
    ...platform.outputs,
    ...foundation.outputs,
    nameServers: edge.nameServers,
  };
}
