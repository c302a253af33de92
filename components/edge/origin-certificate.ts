import { OriginCaCertificate } from "@pulumi/cloudflare/originCaCertificate.js";
import type { ComponentResourceOptions, Input, Output } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import { fullName } from "./records.ts";
import type { Zone } from "./zone.ts";

/** Arguments of an {@link OriginCertificate}. */
export interface OriginCertificateArgs {
  /** Zone of the hosts. */
  zone: Zone;
  /** "@", names below the zone, or `*`; one level of wildcard. */
  hosts: readonly string[];
  /** Certificate signing request in PEM; its private key stays where it was generated. */
  signingRequest: Input<string>;
  /** Default "ecc". */
  key?: "ecc" | "rsa";
  /** Validity in days, one of those that Cloudflare issues. Default 90: another deployment must renew it by then. */
  validityDays?: (typeof VALIDITIES)[number];
}

const VALIDITIES = [7, 30, 90, 365, 730, 1095, 5475] as const;

/**
 * A certificate for the origin that Cloudflare's edge trusts and browsers do not: with it the origin accepts TLS from
 * the edge only. A certificate from a public authority works as well and renews automatically; use this one where a
 * public authority cannot issue.
 *
 * @public
 * @throws ArgumentError for a validity that Cloudflare does not issue, and without hosts
 */
export class OriginCertificate extends Component {
  /** In PEM. */
  readonly certificate: Output<string>;
  /** Its expiry, in Cloudflare's format. */
  readonly expiresOn: Output<string>;
  readonly resources: { readonly certificate: OriginCaCertificate };

  constructor(name: string, args: OriginCertificateArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("OriginCertificate", name, args);
    const { hosts, key = "ecc", validityDays = 90 } = args;
    checks.that(hosts.length > 0, "hosts", hosts, "at least one");
    checks.oneOf("validityDays", validityDays, VALIDITIES);
    const hostnames = hosts.map((host) => fullName(host, args.zone.domain));
    super("edge", "OriginCertificate", name, { hostnames, key, validityDays }, opts);
    const certificate = new OriginCaCertificate(
      `${name}-certificate`,
      {
        csr: args.signingRequest,
        hostnames,
        requestType: `origin-${key}`,
        requestedValidity: validityDays,
      },
      { parent: this },
    );
    this.certificate = certificate.certificate;
    this.expiresOn = certificate.expiresOn;
    this.resources = { certificate };
    this.publish({ facts: { certificate: { hosts: hostnames, validityDays } } });
  }
}
