import { expect } from "chai";
import { PolicyContext } from "#policies/context";
import { isProduction } from "#policies/environment";
import { graphOf, resource } from "./support/nodes.ts";

/** Whether a stack of this name, which may declare an environment, is production. */
function production(name: string, environment?: string): boolean {
  const node = resource("gcp:storage/bucket:Bucket", {});
  const graph = graphOf([{ ...node, urn: node.urn.replace("urn:pulumi:test::", `urn:pulumi:${name}::`) }]);
  const context = new PolicyContext(graph, environment);
  const [bucket] = context.ofType(node.type);
  return bucket !== undefined && isProduction(bucket, context);
}

describe("isProduction", () => {
  it("goes by the declared environment first", () => {
    expect(production("shop-live", "staging")).to.equal(false);
    expect(production("shop", "prod")).to.equal(true);
    expect(production("shop", "production")).to.equal(true);
    expect(production("shop", "dev")).to.equal(false);
  });

  it("goes by words of the stack's name otherwise", () => {
    for (const name of ["prod", "shop-prod", "prod-eu", "production", "shop.live", "prod2", "PRD"]) {
      expect(production(name), name).to.equal(true);
    }
    for (const name of ["dev", "staging", "products", "shop-reproduction", "delivery", "test"]) {
      expect(production(name), name).to.equal(false);
    }
  });
});
