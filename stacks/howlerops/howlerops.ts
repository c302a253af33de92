import type { SystemContext } from "#blueprints/contract/context";
import { defineSystem } from "#blueprints/contract/system";
import { createEdge } from "#blueprints/edge";
import { createFoundation } from "#blueprints/foundation";
import { createMonitoring } from "#blueprints/monitoring";
import { createNamespace } from "#blueprints/namespace";
import { createPlatform } from "#blueprints/platform";
import { createSecrets } from "#blueprints/secrets";
import { onlyRegion } from "#blueprints/settings/regions";
import { createSite } from "#blueprints/site";
import { LibsqlDatabase } from "#components/database/libsql-database";
import { edgeCaching } from "./caching.ts";
import { createServices } from "./services.ts";
import { type HowleropsSettings, howleropsSettings } from "./settings.ts";

/**
 * A SQL workbench in the browser: a single-page frontend and a Go API behind Cloudflare and NGINX, on a
 * libSQL database with replicas near its users. Source: howlerops, production infrastructure.
 */
export const howlerops = defineSystem({ name: "howlerops", settings: howleropsSettings, build });

function build(settings: HowleropsSettings, context: SystemContext) {
  const { domain, google, regions } = settings;
  const { environment, stack } = context;
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
      originRegions: { ingress: { address: platform.address.address, cloud: "gcp", region } },
      loginPaths: ["/api/login", "/api/auth/"],
      rules: edgeCaching(),
    },
    context,
  );

  const home = createNamespace({ partOf }, platform, context);
  const { namespace, inNamespace } = home;

  const secrets = createSecrets(
    { home, settings, secrets: { "jwt-key": { source: { kind: "key" }, namespaces: [namespace] } } },
    platform,
    context,
  );
  const { vault, secretStore, dnsToken, pagerDutyKey } = secrets;

  // Database: writes in Chicago, reads near the users
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

  // Services: a site of files, and the API that it calls
  const { api, site } = createServices(settings, { home, database, secrets }, context);

  // Ingress: TLS terminates here
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
      outside: {
        checks: { site: { host: domain }, api: { host: domain, path: "/health" } },
        email: settings.contact,
      },
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
