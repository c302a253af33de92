import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import type { Field, Schema } from "#components/core/kubernetes/custom-resource-fields";
import { CERTIFICATE, CLUSTER_ISSUER } from "#components/ingress/certificate-fields";
import { CLUSTER_SECRET_STORE, EXTERNAL_SECRET } from "#components/secrets/operator/fields";
import type { SchemaFile } from "#tools/schemas/extract";
import { REPOSITORY } from "../../support/project.ts";

/** What a project's own definition says of a field. */
interface Published extends Omit<Schema, "properties" | "items"> {
  readonly properties?: Readonly<Record<string, Published>>;
  readonly items?: Published;
}

const KINDS: readonly (readonly [chart: string, kind: string, fields: Field<unknown>])[] = [
  ["cert-manager", "cert-manager.io/v1/Certificate", CERTIFICATE],
  ["cert-manager", "cert-manager.io/v1/ClusterIssuer", CLUSTER_ISSUER],
  ["external-secrets", "external-secrets.io/v1/ClusterSecretStore", CLUSTER_SECRET_STORE],
  ["external-secrets", "external-secrets.io/v1/ExternalSecret", EXTERNAL_SECRET],
];

/** Where the components' own account of a kind says something else than its project. */
function differences(own: Schema, published: Published | undefined, path: string): string[] {
  if (!published) {
    return [`${path}: there is no such field`];
  }
  const values = (own.enum ?? []).filter((value) => published.enum && !published.enum.includes(value));
  return [
    ...(own.type === published.type ? [] : [`${path}: is of type ${published.type}`]),
    ...values.map((value) => `${path}: may not be ${value}`),
    ...(own.items ? differences(own.items, published.items, `${path}[]`) : []),
    ...Object.entries(own.properties ?? {}).flatMap(([name, field]) =>
      differences(field, published.properties?.[name], `${path}.${name}`),
    ),
  ];
}

describe("fields of custom resources, as the components write them down", () => {
  for (const [chart, kind, fields] of KINDS) {
    const text = readFileSync(join(REPOSITORY, "tests", "schemas", `${chart}.json`), "utf8");
    const { kinds } = JSON.parse(text) as SchemaFile;
    const spec = (kinds[kind] as Published | undefined)?.properties?.["spec"];

    it(`are those of the project: ${kind}`, () => {
      expect(differences(fields.schema, spec, "spec")).to.deep.equal([]);
    });
  }

  it("would be found out where they are not", () => {
    const own: Schema = {
      type: "object",
      properties: { name: { type: "string" }, kind: { type: "integer" } },
    };
    const published: Published = { type: "object", properties: { kind: { type: "string" } } };
    expect(differences(own, published, "spec")).to.deep.equal([
      "spec.name: there is no such field",
      "spec.kind: is of type string",
    ]);
  });
});
