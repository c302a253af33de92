import { type ComponentResourceOptions, output, secret } from "@pulumi/pulumi";
import { expect } from "chai";
import { Component } from "#components/core/component";
import { type FactInputs, factsOf, isKnown, knownFactsOf } from "#graph/facts";
import { SECRET, UNKNOWN } from "#graph/model";
import { nodeNamed } from "../support/record.ts";
import { recordThings, Thing } from "../support/things.ts";

declare module "#graph/facts" {
  interface Facts {
    /** A topic of a program's own. */
    readonly mailboxes?: { readonly count: number };
  }
}

class Mail extends Component {
  constructor(name: string, factsWith: (thing: Thing) => FactInputs, opts: ComponentResourceOptions) {
    super("workload", "Mail", name, {}, opts);
    const thing = new Thing("thing", { label: "x" }, { parent: this });
    this.publish({ facts: factsWith(thing) });
  }
}

async function published(factsWith: (thing: Thing) => FactInputs) {
  const graph = await recordThings((provider) => {
    new Mail("mail", factsWith, { providers: [provider] });
    return {};
  });
  return nodeNamed(graph, "mail");
}

describe("graph/facts", () => {
  it("are what a component publishes, with topics of a program's own, without what is undefined", async () => {
    const node = await published(() => ({
      mailboxes: { count: output(3) },
      replicas: { min: 1, max: 2 },
      pool: { maxOpen: 5, maxIdle: undefined },
      plan: undefined,
    }));
    expect(factsOf(node)).to.deep.equal({
      mailboxes: { count: 3 },
      replicas: { min: 1, max: 2 },
      pool: { maxOpen: 5 },
    });
    expect(knownFactsOf(node).mailboxes?.count).to.equal(3);
  });

  it("are read as known only in topics of which every part is", async () => {
    const node = await published(({ id }) => ({
      address: { scope: "regional", region: id },
      hosts: ["a.example", secret("b.example")],
      plan: "pro",
    }));
    expect(factsOf(node)).to.deep.equal({
      address: { scope: "regional", region: UNKNOWN },
      hosts: ["a.example", SECRET],
      plan: "pro",
    });
    expect(knownFactsOf(node)).to.deep.equal({ plan: "pro" });
  });

  it("are none where none are published", async () => {
    const node = await published(() => ({}));
    expect(factsOf(node)).to.deep.equal({});
    expect(knownFactsOf({ ...node, published: { facts: [] } })).to.deep.equal({});
  });

  it("are known down to their last part", () => {
    expect(isKnown({ a: [1, null, { b: "x" }] })).to.equal(true);
    expect(isKnown({ a: [1, null, { b: UNKNOWN }] })).to.equal(false);
    expect(isKnown([SECRET])).to.equal(false);
    expect(isKnown({ $asset: "00" })).to.equal(false);
  });
});
