import { expect } from "chai";
import { type Graph, SECRET, UNKNOWN, type Values } from "#graph/model";
import { check } from "#policies/check";
import { credentialsInOutputs } from "#policies/credentials/in-outputs";
import { graphOf } from "../support/nodes.ts";

/** What the rule finds in the outputs of a stack. */
function findings(published: Values, revealed = false): string[] {
  const { stacks, nodes } = graphOf([]);
  const graph: Graph = { stacks, nodes: nodes.map((node) => ({ ...node, published, revealed })) };
  const result = check(graph, [credentialsInOutputs], { today: "2026-01-01" });
  return result.findings.map(({ message, path }) => `${message} [${path}]`);
}

describe(`rule ${credentialsInOutputs.id}`, () => {
  it("finds an output that is named like a credential, or looks like one", () => {
    const key = ["sk", "live", "4eC39HqLyjWDarjtT1zdp7dc"].join("_");
    expect(
      findings({ dbPassword: "planted", note: `use ${key}`, url: "redis://:planted@cache" }),
    ).to.deep.equal([
      'the output "dbPassword" holds a credential [dbPassword]',
      'the output "note" holds a Stripe key [note]',
      'the output "url" holds a URL with a password [url]',
    ]);
  });

  it("finds one inside a structure", () => {
    expect(findings({ login: { user: "app", password: "planted1" } })).to.deep.equal([
      'the output "password" holds a credential [login.password]',
    ]);
  });

  it("passes secrets, unknown values, references and what is for everyone", () => {
    const outputs = {
      password: SECRET,
      token: UNKNOWN,
      secretName: "db-login",
      tokenSecret: "projects/shop/secrets/token",
      publicKey: "q7Zx2LmV9pTr4KcW8nYb3HdF6sGj1RtA",
      address: "10.0.0.1",
      image: `registry.example/app@sha256:${"0a1b2c3d".repeat(8)}`,
      zoneId: "023e105f4ecef8ad9ca31a8372d0c353",
    };
    expect(findings(outputs)).to.deep.equal([]);
  });

  it("judges nothing where the engine passes secrets in plain text", () => {
    expect(findings({ dbPassword: "planted" }, true)).to.deep.equal([]);
  });
});
