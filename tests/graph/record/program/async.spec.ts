import { AsyncLocalStorage } from "node:async_hooks";
import { readFile } from "node:fs/promises";
import { setTimeout as later } from "node:timers/promises";
import { getOrganization, getProject, getStack, output, ResourceHook, runtime } from "@pulumi/pulumi";
import { expect } from "chai";
import { nodeNamed } from "../../../support/record.ts";
import { Group, recordThings, Thing } from "../../../support/things.ts";

describe("a recorded program", () => {
  it("may wait for files and timers", async () => {
    const graph = await recordThings(async (provider) => {
      const text = await readFile(new URL(import.meta.url), "utf8");
      await later(1);
      new Thing("thing", { label: text.split("\n", 1)[0] }, { provider });
      return { done: later(1, true) };
    });
    expect(nodeNamed(graph, "thing").inputs["label"]).to.match(/^import/);
    expect(graph.outputs).to.deep.equal({ done: true });
  });

  it("may construct resources in apply, in an apply of those, and after waiting there", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", { label: "x" }, { provider });
      first.label.apply((label) => {
        const second = new Thing(`second-${label}`, { label }, { provider });
        second.label.apply(async (again) => {
          await later(1);
          const group = new Group(`group-${again}`, {}, { providers: [provider] });
          await later(1);
          new Thing(`third-${again}`, { label: output(later(1, "late")) }, { parent: group });
        });
      });
      return {};
    });
    expect(graph.nodes.slice(2).map(({ name }) => name)).to.deep.equal([
      "first",
      "second-x",
      "group-x",
      "third-x",
    ]);
    expect(nodeNamed(graph, "third-x").inputs).to.deep.equal({ label: "late" });
  });

  it("does not construct what an apply on an unknown would construct", async () => {
    const graph = await recordThings((provider) => {
      const first = new Thing("first", {}, { provider });
      first.id.apply((id) => new Thing(`never-${id}`, {}, { provider }));
      return {};
    });
    expect(graph.nodes.map(({ name }) => name)).to.deep.equal(["tests-unit", "things", "first"]);
  });

  it("may construct resources in promises that nothing awaits, as long as no timer is between", async () => {
    const graph = await recordThings(() => {
      let chain = Promise.resolve();
      for (let link = 0; link < 100; link++) {
        chain = chain.then(() => {});
      }
      void chain.then(() => new Group("late"));
      return {};
    });
    expect(graph.nodes.map(({ name }) => name)).to.include("late");
  });

  it("may not construct anything once it has ended", async () => {
    let construct = () => {};
    const graph = await recordThings((provider) => {
      construct = AsyncLocalStorage.bind(() => new Thing("straggler", {}, { provider }));
      return {};
    });
    expect(construct).to.throw(
      "straggler (thing:index:Thing) is constructed after its program ended; a promise is not awaited",
    );
    expect(graph.nodes.map(({ name }) => name)).not.to.include("straggler");
  });

  it("knows where it runs", async () => {
    const { outputs } = await recordThings(
      () => ({
        names: [getOrganization(), getProject(), getStack(), runtime.getRootDirectory()],
        preview: runtime.isDryRun(),
      }),
      { organization: "acme", root: "/project" },
    );
    expect(outputs).to.deep.equal({ names: ["acme", "tests", "unit", "/project"], preview: true });
  });

  it("may bind hooks, which do not run", async () => {
    let ran = 0;
    const count = () => {
      ran += 1;
    };
    const graph = await recordThings((provider) => {
      const hook = new ResourceHook("hook", count);
      new Thing("thing", {}, { provider, hooks: { beforeCreate: [hook], afterDelete: [count as never] } });
      return {};
    });
    expect(nodeNamed(graph, "thing").settings).to.deep.equal({});
    expect(ran).to.equal(0);
  });

  it("may demand a version of Pulumi", async () => {
    const { requirePulumiVersion } = await import("@pulumi/pulumi/runtime/settings.js");
    const graph = await recordThings(async () => {
      await requirePulumiVersion(">=3.0.0");
      return { done: true };
    });
    expect(graph.outputs).to.deep.equal({ done: true });
  });
});
