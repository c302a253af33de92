import type { CertificateMap } from "@pulumi/gcp/certificatemanager/certificateMap.js";
import { GlobalForwardingRule } from "@pulumi/gcp/compute/globalForwardingRule.js";
import { SSLPolicy } from "@pulumi/gcp/compute/sslpolicy.js";
import { TargetHttpProxy } from "@pulumi/gcp/compute/targetHttpProxy.js";
import { TargetHttpsProxy } from "@pulumi/gcp/compute/targetHttpsProxy.js";
import { URLMap } from "@pulumi/gcp/compute/urlmap.js";
import { type CustomResourceOptions, type Input, interpolate } from "@pulumi/pulumi";

/** TLS policy for visitors. */
export interface BalancerTls {
  /** Minimum version. Default "1.2" (source: howlerops, SSL/TLS: 1.2 and 1.3); "1.3" needs the profile "RESTRICTED". */
  readonly minimumVersion?: "1.2" | "1.3";
  /** Ciphers of 1.2. Default "RESTRICTED": forward secrecy only; "MODERN" also serves older clients. */
  readonly profile?: "MODERN" | "RESTRICTED";
}

/** Inputs of a front end. */
export interface FrontEndFrom {
  readonly address: Input<string>;
  readonly urlMap: Input<string>;
  readonly certificateMap: CertificateMap;
  readonly tls: Required<BalancerTls>;
  /** Id of the policy for client certificates. Default: none is required. */
  readonly clientPolicy?: Input<string>;
}

/** The resources between the address and the URL map. */
export interface FrontEnd {
  readonly tlsPolicy: SSLPolicy;
  readonly httpsProxy: TargetHttpsProxy;
  readonly https: GlobalForwardingRule;
  readonly redirect: URLMap;
  readonly httpProxy: TargetHttpProxy;
  readonly http: GlobalForwardingRule;
}

/** HTTPS on port 443, and port 80, which redirects to the same URL over HTTPS. */
export function createFrontEnd(owner: string, from: FrontEndFrom, opts: CustomResourceOptions): FrontEnd {
  const { address, certificateMap, tls } = from;
  const tlsPolicy = new SSLPolicy(
    `${owner}-tls`,
    { profile: tls.profile, minTlsVersion: tls.minimumVersion === "1.3" ? "TLS_1_3" : "TLS_1_2" },
    opts,
  );
  const httpsProxy = new TargetHttpsProxy(
    `${owner}-https-proxy`,
    {
      urlMap: from.urlMap,
      certificateMap: interpolate`//certificatemanager.googleapis.com/${certificateMap.id}`,
      sslPolicy: tlsPolicy.id,
      ...(from.clientPolicy === undefined ? {} : { serverTlsPolicy: from.clientPolicy }),
    },
    opts,
  );
  const redirect = new URLMap(
    `${owner}-redirect`,
    {
      defaultUrlRedirect: {
        httpsRedirect: true,
        redirectResponseCode: "MOVED_PERMANENTLY_DEFAULT",
        stripQuery: false,
      },
    },
    opts,
  );
  const httpProxy = new TargetHttpProxy(`${owner}-http-proxy`, { urlMap: redirect.id }, opts);
  const rule = (name: string, target: Input<string>, port: number) =>
    new GlobalForwardingRule(
      name,
      {
        ipAddress: address,
        ipProtocol: "TCP",
        portRange: String(port),
        // The provider's default is the classic load balancer, which supports neither countries nor preferred regions.
        loadBalancingScheme: "EXTERNAL_MANAGED",
        networkTier: "PREMIUM",
        target,
      },
      opts,
    );
  return {
    tlsPolicy,
    httpsProxy,
    https: rule(`${owner}-https`, httpsProxy.id, 443),
    redirect,
    httpProxy,
    http: rule(`${owner}-http`, httpProxy.id, 80),
  };
}
