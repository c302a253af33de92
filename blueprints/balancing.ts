import { ValidationRecords } from "#components/edge/validation-records";
import type { Zone } from "#components/edge/zone";
import type { CertManager } from "#components/ingress/cert-manager";
import { Certificate } from "#components/ingress/certificate";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import { HEALTH_PATH } from "#components/ingress/nginx/values";
import type { Exposure } from "#components/ingress/nginx-ingress";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";
import { GlobalLoadBalancer } from "#components/network/global-load-balancer";
import type { Platform } from "./platform.ts";
import type { SystemContext } from "./system.ts";

/** Ports at which Google's front ends reach the ingress controller's pods. @public */
export const BALANCED_PORTS: readonly number[] = [NGINX_PODS.https];

/** How the ingress controller is reached through a load balancer. */
export interface BalancedExposure {
  readonly exposure: Exposure;
  /** What the controller reads when it starts, and fails without. */
  readonly certificate: Certificate;
}

/**
 * The controller's side of a load balancer: endpoint groups in place of an address, and a certificate for
 * connections that name no host. Nobody checks that one, so it is there before any authority was asked.
 */
export function balancedExposure(
  { controller }: CertManager,
  inCluster: Platform["inCluster"],
  { stack }: SystemContext,
): BalancedExposure {
  const { issuer } = new SelfSignedIssuer("self-signed", { controller }, inCluster);
  const { namespace } = controller;
  const certificate = new Certificate(
    "balanced",
    { issuer, hosts: ["ingress.internal"], namespace, partOf: "platform" },
    inCluster,
  );
  const secret = `${namespace}/${certificate.secretName}`;
  return {
    exposure: { from: "google-load-balancer", endpointGroup: groupOf(stack), certificate: secret },
    certificate,
  };
}

/** What a system says about the load balancer in front of it. */
export interface BalancingArgs {
  /** Host names that it answers to, by a key of your choice. */
  readonly hosts: Readonly<Record<string, string>>;
  /** Zone of the hosts. */
  readonly edge: Zone;
}

/**
 * A global load balancer between the edge and the ingress controller, which ends TLS near the edge and encrypts
 * again. Its certificates come once the records in the zone are seen; until then the edge answers 525 or 526.
 * Source: nextjs, load balancer in front of the servers.
 */
export function createBalancing(
  { hosts, edge }: BalancingArgs,
  platform: Platform,
  { stack, environment, providers }: SystemContext,
): void {
  const { region, zones, ingress, address, project } = platform;
  const { name, peer } = ingress.controller;
  const { ownership } = new GlobalLoadBalancer(
    "balancer",
    {
      project,
      address,
      hosts,
      regions: {
        [region.region]: { zones, drained: region.drained, ready: [ingress.resources.release] },
      },
      service: {
        endpointGroup: groupOf(stack),
        endpoint: { name, peer, port: NGINX_PODS.https, protocol: "https" },
        health: { path: HEALTH_PATH },
        webSocketIdleSeconds: 3600,
      },
      protect: environment.protect,
    },
    platform.inCloud,
  );
  new ValidationRecords(
    "ownership",
    { zone: edge, records: ownership, askedBy: "Google Certificate Manager" },
    { provider: providers.cloudflare },
  );
}

/** Endpoint groups are the project's, so the stack tells them from others'. */
function groupOf(stack: string): string {
  return `${stack}-ingress`;
}
