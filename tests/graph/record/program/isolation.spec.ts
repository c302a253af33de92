import { Service } from "@pulumi/kubernetes/core/v1/service.js";
import { Config, getStack, output, runtime } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed, recordWith } from "../../../support/record.ts";
import { Group, recordThings, Thing, type ThingProvider } from "../../../support/things.ts";

const PROGRAM = (provider: ThingProvider) => {
  const group = new Group("group", {}, { providers: [provider], protect: true }, (parent) => {
    const first = new Thing(
      "first",
      { label: "x", spec: { b: 1, a: 2 } },
      { parent, aliases: [{ name: "old" }] },
    );
    const parts = [first.id, first.label, Promise.resolve(3)];
    return { second: new Thing("second", { parts }, { parent, dependsOn: [first] }).id };
  });
  return { group: group.urn };
};

describe("recordings", () => {
  it("of one program print the same bytes, one after the other and at once", async () => {
    const first = JSON.stringify(await recordThings(PROGRAM));
    const others = await Promise.all([recordThings(PROGRAM), recordThings(PROGRAM), recordThings(PROGRAM)]);
    for (const other of others) {
      expect(JSON.stringify(other)).to.equal(first);
    }
  });

  it("at once in one process do not mix", async () => {
    const turn = () => new Promise((resolve) => setImmediate(resolve));
    const program = (count: number) => async (provider: ThingProvider) => {
      runtime.registerResourceTransform(({ props, opts }) => ({ props: { ...props, size: count }, opts }));
      const config = new Config("app");
      for (let index = 0; index < count; index++) {
        await turn();
        output(index).apply(async (late) => {
          await turn();
          new Thing(`thing-${late}`, { label: `${getStack()} ${config.require("name")}` }, { provider });
        });
      }
      return { stack: getStack() };
    };
    const counts = [1, 5, 3, 4, 2];
    const graphs = await Promise.all(
      counts.map((count) =>
        recordThings(program(count), { stack: `stack-${count}`, config: { "app:name": `config-${count}` } }),
      ),
    );
    counts.forEach((count, index) => {
      const { nodes, stacks } = graphs[index] ?? { nodes: [] };
      const stack = `stack-${count}`;
      expect(stacks).to.deep.equal([{ project: "tests", stack, outputs: { stack } }]);
      const things = nodes.filter(({ type }) => type === "thing:index:Thing");
      expect(things.map(({ name }) => name).sort()).to.deep.equal(
        Array.from({ length: count }, (_, each) => `thing-${each}`),
      );
      for (const thing of things) {
        expect(thing.inputs).to.deep.equal({ size: count, label: `stack-${count} config-${count}` });
        expect(thing.urn).to.include(`urn:pulumi:stack-${count}::`);
      }
    });
  });

  it("that fail do not disturb one that runs beside them", async () => {
    const results = await Promise.allSettled([
      recordThings(() => {
        throw new Error("first");
      }),
      recordThings(PROGRAM),
      recordThings(() => ({ broken: Promise.reject(new Error("third")) })),
    ]);
    expect(results.map(({ status }) => status)).to.deep.equal(["rejected", "fulfilled", "rejected"]);
  });

  it("leave the SDK's own mocks working, before, beside and after", async () => {
    const registered: string[] = [];
    await runtime.setMocks({
      newResource: ({ name, inputs }) => {
        registered.push(name);
        return {
          id: `${name}-id`,
          state: { ...inputs, status: { loadBalancer: { ingress: [{ ip: "192.0.2.1" }] } } },
        };
      },
      call: () => ({ found: true }),
    });
    const mocked = async (name: string) => {
      const service = new Service(name, { spec: { type: "LoadBalancer" } });
      const ip = service.status.loadBalancer.ingress[0]?.ip;
      const call = await runtime.invoke("thing:index:lookUp", {});
      return new Promise((resolve) => output([service.id, ip]).apply((both) => resolve([...both, call])));
    };
    const recorded = () =>
      recordWith(({ kubernetes }) => {
        const service = new Service("recorded", {}, { provider: kubernetes });
        return { id: service.id };
      });
    const expected = (name: string) => [`${name}-id`, "192.0.2.1", { found: true }];
    expect(await mocked("before")).to.deep.equal(expected("before"));
    const [beside, graph] = await Promise.all([mocked("beside"), recorded()]);
    expect(beside).to.deep.equal(expected("beside"));
    expect(graph.outputs).to.deep.equal({ id: { $unknown: true } });
    expect(nodeNamed(graph, "recorded").source?.file).to.include("isolation.spec.ts");
    expect(await mocked("after")).to.deep.equal(expected("after"));
    expect(registered).to.deep.equal(["before", "beside", "after"]);
  });
});
