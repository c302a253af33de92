"use strict";
const pulumi = require("@pulumi/pulumi");
const tls = require("@pulumi/tls");

/** A certificate authority of the project's own. */
class Authority extends pulumi.ComponentResource {
  constructor(name, { commonName }, opts) {
    super("pki:index:Authority", name, { commonName }, opts);
    const key = new tls.PrivateKey(`${name}-key`, { algorithm: "ECDSA" }, { parent: this });
    const certificate = new tls.SelfSignedCert(
      `${name}-certificate`,
      {
        privateKeyPem: key.privateKeyPem,
        isCaCertificate: true,
        validityPeriodHours: 8760,
        allowedUses: ["cert_signing"],
        subject: { commonName },
      },
      { parent: this, additionalSecretOutputs: ["privateKeyPem"] },
    );
    this.certificatePem = certificate.certPem;
    this.registerOutputs({ certificatePem: this.certificatePem });
  }
}

module.exports = { Authority };
