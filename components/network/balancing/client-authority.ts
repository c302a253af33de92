import { TrustConfig } from "@pulumi/gcp/certificatemanager/trustConfig.js";
import { ServerTlsPolicy } from "@pulumi/gcp/networksecurity/serverTlsPolicy.js";
import { type CustomResourceOptions, type Input, interpolate, secret } from "@pulumi/pulumi";
import type { ProjectIdentity } from "../../core/google/project.ts";

/** Client authentication of a load balancer. */
export interface ClientCheck {
  readonly trust: TrustConfig;
  readonly policy: ServerTlsPolicy;
}

/**
 * Admits only clients with a certificate from one authority. On removal, the proxy is detached from the policy before
 * the policy is deleted.
 *
 * @param authority certificate of the authority, as PEM
 */
export function createClientCheck(
  owner: string,
  { number }: ProjectIdentity,
  authority: Input<string>,
  opts: CustomResourceOptions,
): ClientCheck {
  const name = `${owner}-clients`;
  const trust = new TrustConfig(
    name,
    // The provider treats it as a secret, and so does the plan.
    { location: "global", trustStores: [{ trustAnchors: [{ pemCertificate: secret(authority) }] }] },
    opts,
  );
  const policy = new ServerTlsPolicy(
    name,
    {
      location: "global",
      allowOpen: false,
      mtlsPolicy: {
        clientValidationMode: "REJECT_INVALID",
        // By the project's number, as the API returns it; with its id every plan would show a difference.
        clientValidationTrustConfig: interpolate`projects/${number}/locations/global/trustConfigs/${trust.name}`,
      },
    },
    opts,
  );
  return { trust, policy };
}
