import { deferredOutput } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Node } from "#graph/model";
import { findResourceCycle } from "#graph/record/cycle";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";

describe("resources that would wait for each other when deployed", () => {
  it("are an error, though a plan gets through: two components in each other's way", async () => {
    const error = await failureOf((provider) => {
      const parent = new Group("group", {}, { providers: [provider] });
      new Thing("left", {}, { parent, dependsOn: parent });
      new Thing("right", {}, { parent, dependsOn: parent });
      return {};
    });
    expect(error.message).to.match(
      /^left \(thing:index:Thing\): forms a dependency cycle: left \(thing:index:Thing\) → right \(thing:index:Thing\) → left \(thing:index:Thing\); deployed, none of them would be registered\n {2}at tests\/.*:\d+$/,
    );
  });

  it("are an error when an input of a component comes from its own child", async () => {
    const error = await failureOf((provider) => {
      const [late, resolve] = deferredOutput<string>();
      const group = new Group("group", { late }, { providers: [provider] });
      const child = new Thing("child", { label: "x" }, { parent: group });
      resolve(child.label);
      return {};
    });
    expect(error.message).to.include(
      "forms a dependency cycle: group (test:index:Group) → child (thing:index:Thing) → group (test:index:Group)",
    );
  });

  it("are none where one only reads what the other is given", async () => {
    const graph = await recordThings((provider) => {
      const [late, resolve] = deferredOutput<string>();
      const left = new Thing("left", { label: "x" }, { provider });
      new Thing("right", { label: late }, { provider });
      resolve(left.label);
      return {};
    });
    expect(nodeNamed(graph, "right").dependencies).to.deep.equal([nodeNamed(graph, "left").urn]);
  });

  it("are an error when a component waits for what another one holds, which reads the component", async () => {
    const error = await failureOf((provider) => {
      const holder = new Group("holder", {}, { providers: [provider] });
      const waiter = new Group("waiter", {}, { dependsOn: holder });
      new Thing("inside", { spec: { waiter } }, { parent: holder });
      return {};
    });
    expect(error.message).to.include("forms a dependency cycle: ");
    expect(error.message).to.include("waiter (test:index:Group)").and.include("inside (thing:index:Thing)");
  });

  it("are looked for once, however many ways lead to them", async () => {
    const { nodes } = await recordThings((provider) => {
      new Thing("plain", {}, { provider });
      return {};
    });
    const plain = nodeNamed({ stacks: [], nodes }, "plain");
    const ladder: Node[] = [];
    for (let rung = 0; rung < 60; rung++) {
      const dependencies = rung === 0 ? [] : [`left-${rung - 1}`, `right-${rung - 1}`];
      ladder.push(
        { ...plain, urn: `left-${rung}`, dependencies },
        { ...plain, urn: `right-${rung}`, dependencies },
      );
    }
    expect(findResourceCycle(ladder.reverse(), new Map())).to.equal(undefined);
  });
});
