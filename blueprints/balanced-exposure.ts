import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { CertManager } from "#components/ingress/cert-manager";
import { Certificate } from "#components/ingress/certificate";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import type { Exposure } from "#components/ingress/nginx-ingress";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";
import { blueprintNames } from "./names.ts";

/** Ports on which Google's front ends reach the ingress controller's pods. */
export const BALANCED_PORTS: readonly number[] = [NGINX_PODS.https];

/** Arguments of {@link balancedExposure}. */
export interface BalancedExposureArgs {
  /** Prefix of logical names. Default none. */
  readonly name?: string | undefined;
  readonly certificates: CertManager;
  /** Name of the network endpoint groups, one per zone. */
  readonly endpointGroup: string;
}

/** How a load balancer reaches the ingress controller. */
export interface BalancedExposure {
  readonly exposure: Exposure;
  /** Resources that the controller requires at startup. */
  readonly certificate: Certificate;
}

/**
 * The controller's side of a load balancer: endpoint groups instead of an address, and a certificate for connections
 * without a host name. No client verifies that certificate, so it is self-signed and exists before any authority issues
 * one.
 */
export function balancedExposure(
  { name, certificates: { controller }, endpointGroup }: BalancedExposureArgs,
  inCluster: ComponentResourceOptions,
): BalancedExposure {
  const names = blueprintNames(name, "");
  const { issuer } = new SelfSignedIssuer(names.of("self-signed"), { controller }, inCluster);
  const { namespace } = controller;
  const certificate = new Certificate(
    names.of("balanced"),
    { issuer, hosts: ["ingress.internal"], namespace, partOf: "platform" },
    inCluster,
  );
  const secret = `${namespace}/${certificate.secretName}`;
  return { exposure: { from: "google-load-balancer", endpointGroup, certificate: secret }, certificate };
}
