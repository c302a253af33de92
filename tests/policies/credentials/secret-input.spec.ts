import { expect } from "chai";
import { type Node, type PlainSecret, SECRET, type Values } from "#graph/model";
import { credentialsSecretInput } from "#policies/credentials/secret-input";
import { resource } from "../support/nodes.ts";
import { outcome } from "../support/rules.ts";

function given(type: string, inputs: Values, ...at: PlainSecret["at"][]): Node {
  return { ...resource(type, inputs), plainSecrets: at.map((place) => ({ at: place, from: "program" })) };
}

describe(`rule ${credentialsSecretInput.id}`, () => {
  it("I27 finds passwords and keys that a program gives in plain text, where the SDK makes them secret", () => {
    const nodes = [
      given("gcp:sql/user:User", { password: SECRET }, ["password"]),
      given(
        "kubernetes:core/v1:Secret",
        { stringData: SECRET },
        ["stringData", "DB_PASSWORD"],
        ["stringData", "tls.key"],
      ),
    ];
    expect(outcome(credentialsSecretInput, nodes).findings).to.have.members([
      '"password" is given in plain text [password]',
      '"DB_PASSWORD" is given in plain text [stringData.DB_PASSWORD]',
      '"tls.key" is given in plain text [stringData["tls.key"]]',
    ]);
  });

  it("passes what is no credential by its name", () => {
    const nodes = [
      given("gcp:compute/sSLCertificate:SSLCertificate", { certificate: SECRET }, ["certificate"]),
      given("gcp:storage/bucketObject:BucketObject", { content: SECRET }, ["content"]),
      given(
        "kubernetes:core/v1:Secret",
        { stringData: SECRET },
        ["stringData", "username"],
        ["stringData", "ca.crt"],
      ),
      resource("gcp:sql/user:User", { password: SECRET }),
    ];
    expect(outcome(credentialsSecretInput, nodes)).to.deep.equal({ findings: [], unknown: [] });
  });

  it("finds an encrypted setting that is read in plain text, under any name, and in components only what they contain", () => {
    const plainSecrets = [{ at: ["labels", "owner"], from: "configuration" }] as const;
    const instance = {
      ...resource("gcp:compute/instance:Instance", { labels: { owner: SECRET } }),
      plainSecrets,
    };
    expect(outcome(credentialsSecretInput, [instance]).findings).to.deep.equal([
      '"owner" is an encrypted setting that is read in plain text [labels.owner]',
    ]);
  });
});
