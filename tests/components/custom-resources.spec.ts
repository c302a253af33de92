import { expect } from "chai";
import type { Field } from "../../components/custom-resource-fields.ts";
import { CERTIFICATE, CLUSTER_ISSUER } from "../../components/ingress/certificate-fields.ts";
import { CLUSTER_SECRET_STORE, EXTERNAL_SECRET } from "../../components/secrets/store-fields.ts";
import { program as issuer } from "../../docs/examples/ingress/acme-issuer.ts";
import { program as certificate } from "../../docs/examples/ingress/certificate.ts";
import { program as store } from "../../docs/examples/secrets/secret-store.ts";
import { isRecord } from "../../graph/model.ts";
import { record } from "../../graph/record/record.ts";
import { schemaErrors } from "../support/openapi.ts";

const KINDS: Record<string, Field<unknown>> = {
  "kubernetes:cert-manager.io/v1:Certificate": CERTIFICATE,
  "kubernetes:cert-manager.io/v1:ClusterIssuer": CLUSTER_ISSUER,
  "kubernetes:external-secrets.io/v1:ExternalSecret": EXTERNAL_SECRET,
  "kubernetes:external-secrets.io/v1:ClusterSecretStore": CLUSTER_SECRET_STORE,
};

describe("custom resources of cert-manager and of the External Secrets operator", () => {
  for (const [title, program] of Object.entries({ issuer, certificate, store })) {
    it(`have only fields that their definitions know: ${title}`, async () => {
      const { nodes } = await record(program, { project: "strata", stack: "test" });
      const known = nodes.filter(({ type }) => type in KINDS);
      expect(known).not.to.have.length(0);
      for (const { type, name, inputs } of known) {
        const spec = isRecord(inputs["spec"]) ? inputs["spec"] : {};
        expect(schemaErrors(KINDS[type]?.schema ?? {}, spec, name)).to.deep.equal([]);
      }
    });
  }

  it("would be refused with a misspelt field or a missing one", () => {
    expect(schemaErrors(CERTIFICATE.schema, { secretName: "a", renewBeforeDays: 15 })).to.deep.equal([
      "spec.issuerRef: is required",
      "spec.renewBeforeDays: no such field",
    ]);
  });
});
