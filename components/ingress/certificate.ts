import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { normalName } from "#models/dns/names";
import { dnsSubdomain, wildcardHostName } from "#models/grammar/names";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { FieldType } from "../core/kubernetes/custom-resource-fields.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import { CERTIFICATE_TIMEOUTS } from "../core/kubernetes/timeouts.ts";
import type { Issuer } from "./acme-issuer.ts";
import type { CERTIFICATE } from "./certificate-fields.ts";

/** Arguments of a {@link Certificate}. */
export interface CertificateArgs {
  /** Its issuer, such as {@link AcmeIssuer.issuer}. */
  readonly issuer: Issuer;
  /** Its host names, such as `example.com` and `*.example.com`; views show the first. */
  readonly hosts: readonly string[];
  /** Namespace of the certificate and of its secret: that of the routes that use it. */
  readonly namespace: string;
  /** Name of the secret. Default: the component's name with `-tls`. */
  readonly secretName?: string;
  /**
   * Days before expiry on which it is renewed, 1 to 60. Default 15 (source: howlerops, SSL/TLS); 2, and at most 4, with
   * the issuer's profile "shortlived", whose certificates are valid for six days.
   */
  readonly renewBeforeDays?: number;
  /** The system in the objects' labels. Default: `namespace`. */
  readonly partOf?: string;
}

/**
 * A certificate and its key in a TLS secret, renewed automatically. Every renewal generates a new key, so that a leaked
 * key is only usable for one validity period. Let's Encrypt's validity shrinks to 64 days in February 2027 and to 45 in
 * February 2028; 15 days ahead fits all.
 *
 * @public
 */
export class Certificate extends Component {
  /** Name of the TLS secret, known at plan time. */
  readonly secretName: string;
  readonly resources: { readonly certificate: CustomResource };

  constructor(name: string, args: CertificateArgs, opts?: ComponentResourceOptions) {
    const { issuer, ...settings } = withDefaults(name, args);
    super("ingress", "Certificate", name, { ...settings, issuer: issuer.name }, opts);
    const { hosts, namespace, partOf, renewBeforeDays, secretName } = settings;
    const spec: FieldType<typeof CERTIFICATE> = {
      secretName,
      dnsNames: hosts,
      issuerRef: { group: "cert-manager.io", kind: issuer.kind, name: issuer.name },
      renewBefore: `${renewBeforeDays * 24}h`,
      privateKey: { algorithm: "ECDSA", size: 256, rotationPolicy: "Always" },
      usages: ["digital signature", "server auth"],
      revisionHistoryLimit: 3,
    };
    const certificate = new CustomResource(
      `${name}-certificate`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "Certificate",
        metadata: {
          name,
          namespace,
          labels: labelsOf({ name, partOf }),
          // Otherwise routes would start without TLS; a first certificate takes about a minute.
          annotations: { "pulumi.com/waitFor": "condition=Ready" },
        },
        spec,
      },
      {
        parent: this,
        dependsOn: issuer.installed ? [issuer.installed] : [],
        customTimeouts: CERTIFICATE_TIMEOUTS,
      },
    );
    this.secretName = secretName;
    this.resources = { certificate };
    this.publish({
      facts: { certificate: { hosts, renewBeforeDays } },
    });
  }
}

function withDefaults(name: string, args: CertificateArgs) {
  const checks = argumentsOf("Certificate", name, args);
  const shortLived = args.issuer.profile === "shortlived";
  const settings = {
    secretName: `${name}-tls`,
    renewBeforeDays: shortLived ? 2 : 15,
    partOf: args.namespace,
    ...args,
    hosts: args.hosts.map(normalName),
  };
  checks.that(settings.hosts.length > 0, "hosts", settings.hosts, "at least one host name");
  for (const host of settings.hosts) {
    checks.valid("hosts", host, wildcardHostName);
  }
  const [most, why] = shortLived ? [4, "the term is six"] : [60, "the shortest term will be 45"];
  checks.whole("renewBeforeDays", settings.renewBeforeDays, 1, most, `days; ${why}`);
  checks.valid("secretName", settings.secretName, dnsSubdomain);
  return settings;
}
