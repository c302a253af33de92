import { CustomResource } from "@pulumi/kubernetes/apiextensions/customResource.js";
import type { ComponentResourceOptions } from "@pulumi/pulumi";
import { argumentsOf } from "../core/arguments.ts";
import { Component } from "../core/component.ts";
import type { FieldType } from "../core/kubernetes/custom-resource-fields.ts";
import { labelsOf } from "../core/kubernetes/labels.ts";
import type { Issuer } from "./acme-issuer.ts";
import type { CertificateController } from "./cert-manager.ts";
import type { CLUSTER_ISSUER } from "./certificate-fields.ts";

/** Arguments of a {@link SelfSignedIssuer}. */
export interface SelfSignedIssuerArgs {
  /** cert-manager, as {@link CertManager.controller} gives it. */
  readonly controller: CertificateController;
  /** System that the object is labelled as part of. Default "platform". */
  readonly partOf?: string;
}

/**
 * A cluster-wide issuer of certificates that vouch for nobody. They serve where the other side encrypts but asks
 * for no name, as Google's load balancers do towards their backends: there within seconds, without an authority
 * or a domain, so that nothing has to wait for one.
 *
 * Its name is fixed, as certificates name it; a new name is a new issuer.
 */
export class SelfSignedIssuer extends Component {
  /** What certificates name. */
  readonly issuer: Issuer;
  readonly resources: { readonly issuer: CustomResource };

  constructor(name: string, args: SelfSignedIssuerArgs, opts?: ComponentResourceOptions) {
    const { controller, partOf = "platform" } = args;
    argumentsOf("SelfSignedIssuer", name).matches(
      "name",
      name,
      /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/,
      "names of Kubernetes objects",
    );
    super("ingress", "SelfSignedIssuer", name, { namespace: controller.namespace, partOf }, opts);
    const spec: FieldType<typeof CLUSTER_ISSUER> = { selfSigned: {} };
    const issuer = new CustomResource(
      `${name}-issuer`,
      {
        apiVersion: "cert-manager.io/v1",
        kind: "ClusterIssuer",
        metadata: { name, labels: labelsOf({ name, partOf }) },
        spec,
      },
      { parent: this, dependsOn: [controller.installed] },
    );
    this.issuer = { name, kind: "ClusterIssuer", installed: issuer };
    this.resources = { issuer };
    this.publish({ facts: { issuer: { authority: "self-signed" } } });
  }
}
