import type { ComponentResourceOptions, Resource } from "@pulumi/pulumi";
import { AcmeIssuer } from "#components/ingress/acme-issuer";
import { Certificate } from "#components/ingress/certificate";
import type { Route } from "#components/ingress/route";
import { Routes } from "#components/ingress/routes";
import type { Platform } from "./platform.ts";

/** Hosts and where their requests go. @public */
export interface SiteArgs {
  readonly inNamespace: ComponentResourceOptions;
  readonly secretStore: { readonly name: string; readonly ready: Resource };
  readonly namespace: string;
  readonly partOf: string;
  /** Host names with the same routes; the first is the site's own. */
  readonly hosts: readonly [string, ...string[]];
  /** Address that the certificate authority writes to. */
  readonly contact: string;
  /** Id of the secret with the token that proves who owns the domain. */
  readonly dnsToken: string;
  readonly routes: Readonly<Record<string, Route>>;
}

/** Publishes hosts through the ingress controller: a certificate for all of them, and the routes of each. */
export function createSite(args: SiteArgs, platform: Platform): void {
  const { namespace, inNamespace, partOf, hosts, contact, dnsToken, routes, secretStore } = args;
  const { certificates, ingress, inCluster } = platform;
  const { issuer } = new AcmeIssuer(
    "issuer",
    {
      controller: certificates.controller,
      // In every environment: the edge checks the origin's certificate and trusts none of the staging endpoint.
      environment: "production",
      email: contact,
      zones: [hosts[0]],
      cloudflareToken: dnsToken,
      secretStore: secretStore.name,
    },
    { ...inCluster, dependsOn: [secretStore.ready] },
  );
  const { secretName } = new Certificate("site", { issuer, hosts, namespace }, inNamespace);
  for (const host of hosts) {
    const label = host === hosts[0] ? "routes" : `${host.split(".")[0]}-routes`;
    new Routes(
      label,
      { host, namespace, partOf, ingress: ingress.controller, tlsSecret: secretName, routes },
      inNamespace,
    );
  }
}
