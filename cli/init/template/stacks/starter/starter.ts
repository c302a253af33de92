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
import { bypassed, cached } from "#components/edge/rules/caching/cache";
import { VERSIONED } from "#components/edge/rules/caching/lifetime";
import { WebService } from "#components/workload/web-service";
import { type StarterSettings, starterSettings } from "./settings.ts";

/** A web service behind Cloudflare and NGINX, from an empty Google Cloud project on. */
export const starter = defineSystem({ name: "starter", settings: starterSettings, build: buildStarter });

function buildStarter(settings: StarterSettings, context: SystemContext) {
  const { domain, google, regions, web } = settings;
  const partOf = "starter";
  const [region, place] = onlyRegion(regions);
  const foundation = createFoundation({ google, regions }, context);
  const platform = createPlatform({ foundation, region, ...place }, context);

  // Cloudflare: DNS, TLS, firewall, cache
  const edge = createEdge(
    {
      ...settings,
      records: {
        apex: { type: "A", name: "@", content: platform.address.address, to: platform.ingress.endpoint },
      },
      loginPaths: ["/login"],
      rules: {
        assets: cached({ paths: ["/assets/"], lifetime: VERSIONED, tags: ["assets"] }),
        api: bypassed({ paths: ["/api/", "/health"] }),
      },
    },
    context,
  );

  const home = createNamespace({ partOf }, platform, context);
  const { namespace, inNamespace } = home;
  const { vault, secretStore, dnsToken, pagerDutyKey } = createSecrets(
    { home, settings, secrets: { "session-key": { source: { kind: "key" }, namespaces: [namespace] } } },
    platform,
    context,
  );

  // Services: links are all that a service may call
  const service = new WebService(
    "web",
    {
      namespace,
      partOf,
      image: web.image,
      port: 8080,
      metricsPort: 9100,
      resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { cpu: "500m", memory: "256Mi" } },
      scaling: web.scaling,
      environment: { LOG_LEVEL: context.environment.logLevel },
      links: [],
      secrets: { session: vault.credential({ key: "session-key" }) },
      secretStore,
      credentialsRevision: vault.revision,
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
      routes: { web: { path: "/", to: service.endpoint } },
    },
    platform,
  );

  createMonitoring(
    {
      secretStore,
      partOf,
      targets: { web: service.metrics },
      namespace,
      // Add "database" with a database.
      alertGroups: ["pods", "requests", "certificates", "secrets", "objectives"],
      rotations: vault.dueTimes,
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
