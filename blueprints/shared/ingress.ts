import { type Output, output } from "@pulumi/pulumi";
import type { Endpoint } from "#components/core/link";
import { NGINX_PODS } from "#components/ingress/nginx/chart";
import { releasePods } from "#components/operator/platform-operator";
import type { SliceOutputs } from "../contract/slice.ts";
import type { Platform } from "../platform.ts";

/** Outputs of a slice with a platform, for the slice whose zone or balancer leads to it. @public */
export interface SharedIngress {
  /** Identity of the ingress controller's endpoint. */
  readonly ingressId: Output<string>;
  /** Public address of the ingress. */
  readonly ingressAddress: Output<string>;
}

/** What a slice with a platform gives to the one in front of it. */
export function sharedIngress({ ingress, address }: Platform): SharedIngress {
  return { ingressId: output(ingress.endpoint.id), ingressAddress: address.address };
}

/** The ingress of a platform in another slice, as DNS records lead to it. */
export function readIngress({ ingressId, ingressAddress }: SliceOutputs<SharedIngress>): Endpoint {
  return {
    id: ingressId,
    name: "ingress",
    host: ingressAddress,
    port: NGINX_PODS.https,
    protocol: "https",
    peer: releasePods("nginx-ingress", NGINX_PODS.name, "nginx"),
  };
}
