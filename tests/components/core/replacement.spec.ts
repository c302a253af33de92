import { DnsRecord } from "@pulumi/cloudflare/dnsRecord.js";
import { ComponentResource, type ComponentResourceOptions } from "@pulumi/pulumi";
import { expect } from "chai";
import { Component } from "#components/core/component";
import type { ResourceSettings } from "#graph/model";
import { replacementOf } from "#models/provider-facts/replacement";
import { goldenStacks } from "../../stacks/golden.ts";
import { nodeNamed, recordWith } from "../../support/record.ts";
import { stackGraph } from "../../support/stacks.ts";

class Records extends Component {
  constructor(name: string, create: (parent: Component) => void, opts: ComponentResourceOptions) {
    super("edge", "Records", name, {}, opts);
    create(this);
    this.publish();
  }
}

const RECORD = { zoneId: "0".repeat(32), name: "www.example.com", type: "A", content: "192.0.2.1", ttl: 1 };

/** Settings of a record in a component, as its parent creates it. */
async function settingsOf(
  create: (parent: Component) => void,
  opts: ComponentResourceOptions = {},
): Promise<ResourceSettings> {
  const graph = await recordWith(({ cloudflare }) => {
    new Records("records", create, { provider: cloudflare, ...opts });
    return {};
  });
  return nodeNamed(graph, "www").settings;
}

describe("resources of a component", () => {
  it("C1 are deleted first where the new one cannot exist beside the old one", async () => {
    const settings = await settingsOf((parent) => new DnsRecord("www", RECORD, { parent }));
    expect(settings.deleteBeforeReplace).to.equal(true);
  });

  it("C1 are deleted first however deep they are", async () => {
    const settings = await settingsOf((parent) => {
      const group = new ComponentResource("test:index:Group", "group", {}, { parent });
      new DnsRecord("www", RECORD, { parent: group });
    });
    expect(settings.deleteBeforeReplace).to.equal(true);
  });

  it("keep the order that they state themselves", async () => {
    const own = { deleteBeforeReplace: false };
    expect(await settingsOf((parent) => new DnsRecord("www", RECORD, { parent, ...own }))).to.include(own);
    const transformed = await settingsOf((parent) => new DnsRecord("www", RECORD, { parent }), {
      transformations: [({ props, opts }) => ({ props, opts: { ...opts, ...own } })],
    });
    expect(transformed).to.include(own);
  });

  for (const stack of goldenStacks()) {
    it(`C1 of ${stack} are deleted first exactly where the table says so`, async () => {
      const { nodes } = await stackGraph(stack);
      const custom = nodes.filter(({ custom, type }) => custom && !type.startsWith("pulumi:"));
      const named = (all: typeof custom) => all.map(({ type, name }) => `${type} ${name}`).sort();
      const first = custom.filter(({ settings }) => settings.deleteBeforeReplace === true);
      expect(first.length).to.be.greaterThan(4);
      const due = custom.filter(({ type }) => replacementOf(type)?.order === "delete-first");
      expect(named(first)).to.deep.equal(named(due));
    });
  }
});
