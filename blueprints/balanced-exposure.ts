import type { ComponentResourceOptions } from "@pulumi/pulumi";
import type { CertManager } from "#components/ingress/cert-manager";
import { Certificate } from "#components/ingress/certificate";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import type { Exposure } from "#components/ingress/nginx-ingress";
import { SelfSignedIssuer } from "#components/ingress/self-signed-issuer";
import { blueprintNames } from "./names.ts";

/** Ports at which Google's front ends reach the ingress controller's pods. */
export const BALANCED_PORTS: readonly number[] = [NGINX_PODS.https];

/** What {@link balancedExposure} is told. */
export interface BalancedExposureArgs {
  /** Start of logical names. Default none. */
  readonly name?: string | undefined;
  readonly certificates: CertManager;
  /** Name of the network endpoint groups, one a zone. */
  readonly endpointGroup: string;
}

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
