import { CustomResource, type CustomResourceOptions } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing, ThingProvider } from "../../../support/things.ts";

describe("recorded providers", () => {
  it("are given, inherited from the parent's list or its single one, and the nearest wins", async () => {
    const graph = await recordThings((provider) => {
      const near = new ThingProvider("near");
      const listed = new Group("listed", {}, { providers: [provider] });
      const named = new Group("named", {}, { providers: { thing: provider } });
      const single = new Group("single", {}, { provider });
      new Thing("given", {}, { provider });
      new Thing("from-list", {}, { parent: listed });
      new Thing("from-map", {}, { parent: named });
      new Thing("from-single", {}, { parent: single });
      new Group("between", {}, { parent: listed, providers: [near] }, (parent) => {
        new Thing("from-near", {}, { parent });
        return {};
      });
      new Thing("override", {}, { parent: listed, provider: near });
      return {};
    });
    const far = nodeNamed(graph, "things").urn;
    const near = nodeNamed(graph, "near").urn;
    for (const name of ["given", "from-list", "from-map", "from-single"]) {
      expect(nodeNamed(graph, name).provider, name).to.equal(far);
    }
    expect(nodeNamed(graph, "from-near").provider).to.equal(near);
    expect(nodeNamed(graph, "override").provider).to.equal(near);
  });

  it("are kept when inputs come late", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      new Thing("late", { label: first.id }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "late").provider).to.equal(nodeNamed(graph, "things").urn);
  });

  it("are absent for components and for providers themselves", async () => {
    const graph = await recordThings((provider) => {
      new Group("group", {}, { providers: [provider] });
      return {};
    });
    expect(nodeNamed(graph, "group").provider).to.equal(undefined);
    expect(nodeNamed(graph, "things").provider).to.equal(undefined);
  });

  it("may not be a default one: the error names the resource and the line that constructs it", async () => {
    const error = await failureOf(() => {
      new Thing("bare");
      return {};
    });
    expect(error.failures).to.have.length(1);
    expect(error.failures[0]).to.deep.include({ resource: undefined });
    expect(error.failures[0]?.source?.file).to.equal("tests/graph/record/resources/providers.spec.ts");
    expect(error.message).to.match(
      /^bare \(thing:index:Thing\) has no provider, and default ones are disabled \(pulumi:disable-default-providers\); give it \{ provider \}, or its parent \{ providers \}\n {2}at tests\/graph\/record\/resources\/providers\.spec\.ts:\d+$/,
    );
  });

  it("may not be a default one inside a component, which the error names as well", async () => {
    const error = await failureOf(() => {
      new Group("group", {}, {}, (parent) => {
        new Thing("bare", {}, { parent });
        return {};
      });
      return {};
    });
    expect(error.message).to.include("group (test:index:Group): bare (thing:index:Thing) has no provider");
  });

  it("may be a default one where the options allow it: the node has none", async () => {
    const graph = await recordThings(
      () => {
        new Group("group", {}, {}, (parent) => {
          new Thing("bare", {}, { parent });
          return {};
        });
        return {};
      },
      { defaultProviders: true },
    );
    expect(nodeNamed(graph, "bare").provider).to.equal(undefined);
  });

  it("of another package do not serve", async () => {
    class Gadget extends CustomResource {
      constructor(name: string, opts: CustomResourceOptions) {
        super("gadget:index:Gadget", name, {}, opts);
      }
    }
    const inherited = await failureOf((provider) => {
      const parent = new Group("group", {}, { providers: [provider] });
      new Gadget("gadget", { parent });
      return {};
    });
    expect(inherited.message).to.include("gadget (gadget:index:Gadget) has no provider");
    const given = await failureOf((provider) => {
      new Gadget("gadget", { provider });
      return {};
    });
    expect(given.message).to.include(
      "gadget (gadget:index:Gadget) has a provider for thing, and needs one for gadget",
    );
  });
});
