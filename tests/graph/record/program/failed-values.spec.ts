import { output, recover } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";
import { expectNoUnhandledRejections, linesOf } from "./support.ts";

const { at } = linesOf(import.meta.url);

describe("a recording error about a value", () => {
  expectNoUnhandledRejections();

  it("is what an apply throws, once, with the resource and the input that needed it", async () => {
    const error = await failureOf((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      const broken = first.label.apply((): string => {
        throw new Error("cannot apply"); // apply
      });
      const second = new Thing("second", { size: 1, label: broken }, { provider });
      new Thing("third", { label: second.label, spec: { of: broken } }, { provider });
      new Group("group", {}, {}, () => ({ broken }));
      return { broken };
    });
    expect(error.failures).to.have.length(1);
    expect(error.message).to.equal(`second (thing:index:Thing): input "label": cannot apply${at("apply")}`);
  });

  it("is what an apply throws that nothing reads", async () => {
    const error = await failureOf(() => {
      output(1).apply(() => {
        throw new Error("unread"); // unread
      });
      return {};
    });
    expect(error.message).to.equal(`unread${at("unread")}`);
  });

  it("is a rejected promise among the inputs, also behind one that is slow", async () => {
    const error = await failureOf((provider) => {
      const slow = new Promise((resolve) => setImmediate(resolve, "slow"));
      const refused = Promise.reject(new Error("refused")); // refused
      new Thing("thing", { label: slow, spec: { deep: [refused] } }, { provider });
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): input "spec": refused${at("refused")}`);
  });

  it("shows the resource's line when the error has none", async () => {
    const error = await failureOf((provider) => {
      const bare = Object.assign(new Error("no stack"), { stack: "" });
      new Thing("thing", { label: Promise.reject(bare) }, { provider }); // bare
      return {};
    });
    expect(error.message).to.equal(`thing (thing:index:Thing): input "label": no stack${at("bare")}`);
  });

  it("is an output of the stack or of a component that cannot be computed", async () => {
    const broken = () =>
      output(1).apply(() => {
        throw new Error("no output");
      });
    const stack = await failureOf(() => ({ broken: broken() }));
    expect(stack.message).to.match(/^stack outputs: no output\n/);
    const component = await failureOf(() => {
      new Group("group", {}, {}, () => ({ nested: { broken: broken() } }));
      return {};
    });
    expect(component.message).to.match(/^group \(test:index:Group\): outputs: no output\n/);
  });

  it("is a dependsOn that is no resource", async () => {
    const error = await failureOf((provider) => {
      new Thing("thing", {}, { provider, dependsOn: ["other"] as never }); // depends
      return {};
    });
    expect(error.message).to.equal(
      `thing (thing:index:Thing): dependencies: 'dependsOn' was passed a value that was not a Resource.${at("depends")}`,
    );
  });

  it("is none for an error that the program handles", async () => {
    const graph = await recordThings((provider) => {
      const broken = output(1).apply((): string => {
        throw new Error("handled");
      });
      const label = recover(
        broken.apply((text) => text),
        (error) => `after: ${error.message}`,
      );
      new Thing("thing", { label }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ label: "after: handled" });
  });
});
