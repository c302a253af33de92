import { createBalancing, proveHosts } from "#blueprints/balancing";
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
import { queueAlerts } from "#components/observability/alerts/queue";
import { createData } from "./data.ts";
import { edgeRules } from "./edge-rules.ts";
import { createServices } from "./services.ts";
import { type NextjsSettings, nextjsSettings } from "./settings.ts";

/**
 * A full-stack Next.js application: stateless servers that share a Redis cache, a Postgres primary with read
 * replicas, and object storage behind the CDN. Source: nextjs, scaling and infrastructure.
 */
export const nextjs = defineSystem({ name: "nextjs", settings: nextjsSettings, build });

function build(settings: NextjsSettings, context: SystemContext) {
  const { domain, google, regions } = settings;
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

  // Edge: the site, and its assets under a separate host
  const edge = createEdge(
    {
      ...settings,
      records: {
        apex: { type: "A", name: "@", content: platform.address.address, to: balancer.endpoint },
        cdn: { type: "CNAME", name: "cdn", content: domain, to: balancer.endpoint },
      },
      originRegions: { ingress: { address: platform.address.address, cloud: "gcp", region } },
      loginPaths: ["/api/auth/"],
      rules: edgeRules(assets),
    },
    context,
  );

  proveHosts({ balancer, zone: edge }, context);

  const home = createNamespace({ partOf }, platform, context);
  const { namespace, inNamespace } = home;
  const secrets = createSecrets(
    {
      home,
      settings,
      secrets: { "session-key": { source: { kind: "key" }, namespaces: [namespace] } },
    },
    platform,
    context,
  );
  const { vault, secretStore, dnsToken, pagerDutyKey } = secrets;

  // Data: shared by all servers, which are stateless
  const data = createData(settings, { foundation, platform, namespace }, context);

  // Servers: any of them can serve any request; workers take jobs off the queue in the cache
  const { server, worker } = createServices(settings, { home, data, secrets, assets }, context);

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
      rotations: { ...vault.dueTimes, ...data.database.resources.credentials.dueTimes },
      pagerDutyKey,
      outside: {
        checks: { site: { host: domain }, app: { host: domain, path: "/healthz" } },
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
    bucket: data.uploads.bucketName,
  };
}
