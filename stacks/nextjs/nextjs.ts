import { createBalancing, proveHosts } from "#blueprints/balancing";
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
import { cachedByType } from "#components/edge/rules/caching/by-type";
import { bypassed, cached } from "#components/edge/rules/caching/cache";
import { LIFETIMES_BY_TYPE, VERSIONED } from "#components/edge/rules/caching/lifetime";
import { fontCors } from "#components/edge/rules/responses/cors";
import { queueAlerts } from "#components/observability/alerts/queue";
import { WebService } from "#components/workload/web-service";
import { Worker } from "#components/workload/worker";
import { createData } from "./data.ts";
import { type NextjsSettings, nextjsSettings } from "./settings.ts";

/**
 * A full-stack Next.js application: stateless servers that share a Redis cache, a Postgres primary with read
 * replicas, and object storage behind the CDN. Source: nextjs, scaling and infrastructure.
 */
export const nextjs = defineSystem({ name: "nextjs", settings: nextjsSettings, build });

function build(settings: NextjsSettings, context: SystemContext) {
  const { domain, app } = settings;
  const { environment } = context;
  const { google, regions } = settings;
  const [region, place] = onlyRegion(regions);
  const foundation = createFoundation(
    { google, regions, privateServices: true, balanced: true, uses: ["postgres", "redis", "load-balancing"] },
    context,
  );
  const platform = createPlatform(
    { foundation, region, ...place, securityGroup: google.securityGroup, balanced: true },
    context,
  );
  const assets = `cdn.${domain}`;
  const partOf = "nextjs";

  // A load balancer between the edge and the ingress
  const balancer = createBalancing({ hosts: { site: domain, assets } }, [platform], context);

  // Edge: the site, and its assets under a host of their own
  const edge = createEdge(
    {
      ...settings,
      records: {
        apex: { type: "A", name: "@", content: platform.address.address, to: balancer.endpoint },
        cdn: { type: "CNAME", name: "cdn", content: domain, to: balancer.endpoint },
      },
      loginPaths: ["/api/auth/"],
      rules: {
        api: bypassed({ paths: ["/api/"], except: ["/api/images/"], label: "/api/*" }),
        build: cached({
          paths: ["/_next/static/"],
          lifetime: VERSIONED,
          label: "hashed assets",
          tags: ["assets"],
        }),
        ...cachedByType(["css", "js", "images", "fonts"], { except: ["/_next/static/", "/api/"] }),
        imageApi: cached({
          paths: ["/api/images/"],
          lifetime: LIFETIMES_BY_TYPE.images,
          label: "image API",
        }),
        hashedImages: cached({
          paths: ["/api/images/sha256-"],
          lifetime: VERSIONED,
          label: "hashed images",
        }),
        fontCors: fontCors({ hosts: [assets] }),
      },
    },
    context,
  );

  proveHosts({ balancer, zone: edge }, context);

  const home = createNamespace({ partOf }, platform, context);
  const { namespace, inNamespace } = home;
  const { vault, secretStore, dnsToken, pagerDutyKey } = createSecrets(
    {
      home,
      settings,
      secrets: { "session-key": { source: { kind: "key" }, namespaces: [namespace] } },
    },
    platform,
    context,
  );

  // Data: shared by all servers, since none keeps anything
  const { cache, database, uploads } = createData(settings, { foundation, platform, namespace }, context);

  // Servers: any of them can answer any request
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
        // Hosts from which next/image may take pictures.
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
  // Workers take jobs off the queue in the cache
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
  createSite(
    {
      namespace,
      inNamespace,
      secretStore,
      partOf,
      hosts: [domain, assets],
      contact: settings.contact,
      dnsToken,
      routes: {
        site: { path: "/", to: server.endpoint, webSocketIdleSeconds: 3600 },
        health: { path: "/healthz", match: "exact", rewrite: "/api/healthz", to: server.endpoint },
      },
    },
    platform,
  );

  // Monitoring
  createMonitoring(
    {
      secretStore,
      partOf,
      targets: { app: server.metrics, worker: worker.metrics },
      alerts: { queue: queueAlerts({ namespace }) },
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
    bucket: uploads.bucketName,
  };
}
