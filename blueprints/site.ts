import type { ComponentResourceOptions, Resource } from "@pulumi/pulumi";
import { AcmeIssuer } from "#components/ingress/acme-issuer";
import { Certificate } from "#components/ingress/certificate";
import type { Route } from "#components/ingress/route";
import { Routes } from "#components/ingress/routes";
import { blueprintNames } from "./names.ts";
import type { Platform } from "./platform.ts";

/** Arguments of {@link createSite}. @public */
export interface SiteArgs {
  /** Prefix of logical names, and of the names of certificates and issuers. Default none, for the first site. */
  readonly name?: string;
  /** Options of resources in the namespace. */
  readonly inNamespace: ComponentResourceOptions;
  /** Store of the token, and the resources that must exist first. */
  readonly secretStore: { readonly name: string; readonly ready: Resource };
  readonly namespace: string;
  /** The system that it is part of. */
  readonly partOf: string;
  /** Host names with the same routes; the first is the primary one. */
  readonly hosts: readonly [string, ...string[]];
  /** Domain of the Cloudflare zone in which ownership of the hosts is proved. Default: the first host. */
  readonly domain?: string;
  /** E-mail address for notices from the certificate authority. */
  readonly contact: string;
  /** Id of the secret with the token for proving ownership of the domain. */
  readonly dnsToken: string;
  /** Routes of requests, by key. */
  readonly routes: Readonly<Record<string, Route>>;
}

/** Publishes hosts through the ingress controller: one certificate for all of them, and the routes of each. */
export function createSite(args: SiteArgs, platform: Platform): void {
  const { namespace, inNamespace, partOf, hosts, contact, dnsToken, routes, secretStore } = args;
  const { certificates, ingress, inCluster } = platform;
  const names = blueprintNames(args.name, "");
  const { issuer } = new AcmeIssuer(
    names.of("issuer"),
    {
      controller: certificates.controller,
      // In every environment: the edge verifies the origin's certificate and does not trust the staging endpoint's.
      environment: "production",
      email: contact,
      zones: [args.domain ?? hosts[0]],
      cloudflareToken: dnsToken,
      secretStore: secretStore.name,
    },
    { ...inCluster, dependsOn: [secretStore.ready] },
  );
  const { secretName } = new Certificate(names.of("site"), { issuer, hosts, namespace }, inNamespace);
  for (const host of hosts) {
    const label = host === hosts[0] ? "routes" : `${host.split(".")[0]}-routes`;
    new Routes(
      names.of(label),
      { host, namespace, partOf, ingress: ingress.controller, tlsSecret: secretName, routes },
      inNamespace,
    );
  }
}
