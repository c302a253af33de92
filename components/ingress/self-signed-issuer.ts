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
  /** cert-manager: {@link CertManager.controller}. */
  readonly controller: CertificateController;
  /** The system in the object's labels. Default "platform". */
  readonly partOf?: string;
}

/**
 * A cluster-wide issuer of self-signed certificates, for connections whose client encrypts but does not verify names,
 * such as Google's load balancers to their backends. They are issued within seconds, without an authority or a domain,
 * so nothing has to wait. Its name is fixed, since certificates refer to it; a new name is a new issuer.
 *
 * @public
 */
export class SelfSignedIssuer extends Component {
  /** The issuer, for certificates. */
  readonly issuer: Issuer;
  readonly resources: { readonly issuer: CustomResource };

  constructor(name: string, args: SelfSignedIssuerArgs, opts?: ComponentResourceOptions) {
    const checks = argumentsOf("SelfSignedIssuer", name, args);
    const { controller, partOf = "platform" } = args;
    checks.matches("name", name, /^[a-z0-9]([-a-z0-9.]{0,251}[a-z0-9])?$/, "names of Kubernetes objects");
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
