import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { CertManager } from "#components/ingress/cert-manager";
import { Certificate } from "#components/ingress/certificate";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import type { Exposure } from "#components/ingress/nginx-ingress";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";
import type { SystemContext } from "./context.ts";

/** Ports at which Google's front ends reach the ingress controller's pods. */
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
  inCluster: ComponentResourceOptions,
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

/** Endpoint groups are the project's, so the stack tells them from others'. */
export function groupOf(stack: string): string {
  return `${stack}-ingress`;
}
