import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import { type ComponentResourceOptions, mergeOptions } from "@pulumi/pulumi";
import { normalName } from "#models/dns/names";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { FieldType } from "../core/kubernetes/custom-resource-fields.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { optOut, optOuts } from "../core/opt-outs.ts";
import { createExternalSecret } from "../secrets/operator/external-secret.ts";
import type { CertificateController } from "./cert-manager.ts";
import type { CLUSTER_ISSUER } from "./certificate-fields.ts";

/** Arguments of an {@link AcmeIssuer}. */
export interface AcmeIssuerArgs {
  /** cert-manager: {@link CertManager.controller}. */
  readonly controller: CertificateController;
  /**
   * Endpoint of Let's Encrypt. No client trusts certificates from "staging", not even Cloudflare's strict edge, but its
   * rate limits are generous; "production" allows 50 certificates a week per domain.
   */
  readonly environment: "staging" | "production";
  /** E-mail address for notices from the authority. */
  readonly email: string;
  /** Zones for which it issues, such as `example.com`; names below them are included. */
  readonly zones: readonly string[];
  /**
   * Id of the Secret Manager secret that holds Cloudflare's API token. The token needs Zone:DNS:Edit and
   * Zone:Zone:Read on the zones, and nothing else.
   */
  readonly cloudflareToken: string;
  /** Name of the cluster-wide store of the token. The store and its operator must exist: pass them in `dependsOn`. */
  readonly secretStore: string;
  /**
   * The authority's certificate profile, which decides the validity: "classic" and "tlsserver" 90 days, "shortlived"
   * about six. Default: the authority's default. Source: Let's Encrypt, profiles, November 2026.
   */
  readonly profile?: AcmeProfile;
  /**
   * Whether challenges follow a CNAME at `_acme-challenge` to another zone, one that the token may edit. Default "none".
   */
  readonly cnameStrategy?: "none" | "follow";
  /** The system in the objects' labels. Default "platform". */
  readonly partOf?: string;
}

/** A certificate profile of Let's Encrypt; others are named as the authority names them. */
export type AcmeProfile = "classic" | "tlsserver" | "shortlived" | (string & {});

/** An issuer, as an argument of certificates. */
export interface Issuer {
  readonly name: string;
  readonly kind: "ClusterIssuer";
  /** Its certificate profile; undefined for the authority's default. */
  readonly profile?: AcmeProfile;
  /** Resources that must exist first. */
  readonly installed?: CustomResource;
}

/**
 * A cluster-wide issuer of Let's Encrypt certificates. It proves ownership with a DNS record at Cloudflare (DNS-01), so
 * nothing has to be publicly reachable, and names behind the edge and wildcards work.
 *
 * @public
 */
export class AcmeIssuer extends Component {
  /** The issuer, for certificates. */
  readonly issuer: Issuer;
  readonly resources: { readonly issuer: CustomResource; readonly token: CustomResource };

  constructor(name: string, args: AcmeIssuerArgs, opts?: ComponentResourceOptions) {
    const { controller, ...settings } = withDefaults(name, args);
    super("ingress", "AcmeIssuer", name, { ...settings, namespace: controller.namespace }, opts);
    const labels = labelsOf({ name, partOf: settings.partOf });
    const afterController = mergeOptions({ dependsOn: [controller.installed] }, { parent: this });
    const tokenName = `${name}-cloudflare-token`;
    const token = createExternalSecret(
      tokenName,
      {
        name: tokenName,
        namespace: controller.namespace,
        labels,
        store: settings.secretStore,
        files: { [TOKEN_KEY]: settings.cloudflareToken },
      },
      afterController,
    );
    const { profile, cnameStrategy } = settings;
    const solver = {
      dns01: {
        cloudflare: { apiTokenSecretRef: { name: tokenName, key: TOKEN_KEY } },
        ...(cnameStrategy === "follow" ? ({ cnameStrategy: "Follow" } as const) : {}),
      },
      selector: { dnsZones: settings.zones },
    };
    const spec: FieldType<typeof CLUSTER_ISSUER> = {
      acme: {
        server: DIRECTORIES[settings.environment],
        email: settings.email,
        ...(profile === undefined ? {} : { profile }),
        privateKeySecretRef: { name: `${name}-account-key` },
        solvers: [solver],
      },
    };
    const issuer = new CustomResource(
      `${name}-issuer`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name, labels },
        spec,
      },
      mergeOptions(afterController, { dependsOn: [token] }),
    );
    this.issuer = {
      name,
      kind: "ClusterIssuer",
      installed: issuer,
      ...(profile === undefined ? {} : { profile }),
    };
    this.resources = { issuer, token };
    this.publish({
      facts: {
        issuer: {
          authority: "lets-encrypt",
          environment: settings.environment,
          zones: settings.zones,
          challenge: "dns-01",
        },
        ...optOuts({ environment: optOut(settings.environment, "production") }),
      },
    });
  }
}

/** Source: Let's Encrypt, ACME API endpoints. */
const DIRECTORIES = {
  staging: "https://acme-staging-v02.api.letsencrypt.org/directory",
  production: "https://acme-v02.api.letsencrypt.org/directory",
} as const;

const TOKEN_KEY = "api-token";

function withDefaults(name: string, args: AcmeIssuerArgs) {
  const checks = argumentsOf("AcmeIssuer", name, args);
  const settings = { partOf: "platform", ...args, zones: args.zones.map(normalName) };
  checks.oneOf("environment", settings.environment, ["staging", "production"]);
  checks.matches("profile", settings.profile, /^[a-z][a-z0-9-]*$/, "names of profiles, such as shortlived");
  checks.oneOf("cnameStrategy", settings.cnameStrategy, ["none", "follow"]);
  checks.matches("email", settings.email, /^[^@\s]+@[^@\s]+\.[a-z]+$/i, "e-mail addresses");
  checks.that(settings.zones.length > 0, "zones", settings.zones, "at least one zone, such as example.com");
  checks.that(settings.secretStore !== "", "secretStore", settings.secretStore, "the name of a store");
  // Tokens contain capitals, ids here never do; the value is not shown, since it may be the token.
  checks.that(
    /^[a-z][a-z0-9_-]{0,254}$/.test(settings.cloudflareToken),
    "cloudflareToken",
    "(hidden)",
    "ids of Secret Manager secrets in lower case (never the token itself)",
  );
  return settings;
}
