import { interpolate, output } from "@pulumi/pulumi";
import { expect } from "chai";
import type { Values } from "#graph/model";
import { nodeNamed } from "../../../support/record.ts";
import { failureOf, Group, recordThings, Thing } from "../../../support/things.ts";

/** The inputs that a Thing is recorded with. */
async function inputsOf(inputs: Record<string, unknown>): Promise<Values> {
  const graph = await recordThings((provider) => {
    new Thing("thing", inputs, { provider });
    return {};
  });
  return nodeNamed(graph, "thing").inputs;
}

describe("recorded inputs", () => {
  it("are what the program gave, in its order, without undefined members at any depth", async () => {
    const inputs = await inputsOf({
      size: 3,
      label: "a",
      spec: { on: true, off: undefined, none: null, list: [1, undefined, { gone: undefined }] },
    });
    expect(inputs).to.deep.equal({
      size: 3,
      label: "a",
      spec: { on: true, none: null, list: [1, null, {}] },
    });
    expect(Object.keys(inputs)).to.deep.equal(["size", "label", "spec"]);
  });

  it("keep their order and a null beside inputs that come late", async () => {
    const inputs = await inputsOf({ label: output("late"), nothing: null, size: 1, other: output(2) });
    expect(Object.entries(inputs)).to.deep.equal([
      ["size", 1],
      ["label", "late"],
      ["nothing", null],
      ["other", 2],
    ]);
  });

  it("hold the values of nested Outputs and promises", async () => {
    const inputs = await inputsOf({
      spec: { a: output("x"), b: [Promise.resolve(2), output(Promise.resolve({ c: output(3) }))] },
      label: interpolate`${output("left")}-${Promise.resolve("right")}`,
    });
    expect(inputs).to.deep.equal({ label: "left-right", spec: { a: "x", b: [2, { c: 3 }] } });
  });

  it("do not change when the program changes its objects afterwards", async () => {
    const spec = { list: ["first"] };
    const graph = await recordThings((provider) => {
      new Thing("thing", { spec }, { provider });
      spec.list.push("second");
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({ spec: { list: ["first"] } });
  });

  it("leave functions, id and urn out", async () => {
    const inputs = await inputsOf({
      spec: { call: () => 1, keep: 1 },
      id: "given",
      urn: "given",
      hook: () => 1,
    });
    expect(inputs).to.deep.equal({ spec: { keep: 1 } });
  });

  it("treat instances of classes as the SDK does: their own members, nothing of dates and maps", async () => {
    class Pair {
      readonly left = 1;
      get right() {
        return 2;
      }
    }
    const inputs = await inputsOf({
      spec: {
        pair: new Pair(),
        date: new Date(0),
        map: new Map([["a", 1]]),
        big: 10n,
        sparse: Object.create(null),
      },
    });
    expect(inputs).to.deep.equal({ spec: { pair: { left: 1 }, date: {}, map: {}, big: {}, sparse: {} } });
  });

  it("refer to other resources by URN", async () => {
    const graph = await recordThings((provider) => {
      const target = new Thing("target", {}, { provider });
      const group = new Group("group");
      new Thing("thing", { spec: { target, group } }, { provider });
      return {};
    });
    expect(nodeNamed(graph, "thing").inputs).to.deep.equal({
      spec: { target: nodeNamed(graph, "target").urn, group: nodeNamed(graph, "group").urn },
    });
  });

  it("may nest deeper than any manifest", async () => {
    const nest = (depth: number): unknown => (depth === 0 ? "bottom" : { in: nest(depth - 1) });
    const inputs = await inputsOf({ spec: nest(150) });
    expect(JSON.stringify(inputs))
      .to.include("bottom")
      .and.have.length.above(150 * 6);
  });

  it("may not contain themselves", async () => {
    const spec: Record<string, unknown> = { name: "loop" };
    spec["self"] = { spec };
    const plain = await failureOf((provider) => {
      new Thing("thing", { spec }, { provider });
      return {};
    });
    expect(plain.message).to.match(
      /^thing \(thing:index:Thing\): input "spec": contains itself or is nested more than 200 deep: spec\.self\.spec\.self\.spec\.self…\n {2}at tests\/.*:\d+$/,
    );
    const beside = await failureOf((provider) => {
      new Thing("thing", { spec: { first: output(1), spec } }, { provider });
      return {};
    });
    expect(beside.message).to.include("contains itself");
  });

  for (const number of [Number.NaN, Number.POSITIVE_INFINITY]) {
    it(`may not be ${number}, and the error says where it is`, async () => {
      const error = await failureOf((provider) => {
        new Thing("thing", { spec: { list: [{ replicas: number }] } }, { provider });
        return {};
      });
      expect(error.message).to.include(
        `thing (thing:index:Thing): input "spec": spec.list[0].replicas is ${number}, which no provider can be sent`,
      );
    });
  }

  it("may not be Outputs put into a text", async () => {
    const error = await failureOf((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      new Thing("second", { label: `label-${first.label}` }, { provider });
      return {};
    });
    expect(error.message).to.include("Calling [toString] on an [Output<T>] is not supported");
    expect(error.failures[0]?.source?.file).to.equal("tests/graph/record/values/inputs.spec.ts");
  });

  it("of a component are recorded as well", async () => {
    const graph = await recordThings((provider) => {
      const thing = new Thing("thing", { label: "known" }, { provider });
      new Group("group", { size: 1, label: thing.label, id: thing.id, address: thing.address });
      return {};
    });
    expect(nodeNamed(graph, "group").inputs).to.deep.equal({
      size: 1,
      label: "known",
      address: { $unknown: true },
    });
  });
});
