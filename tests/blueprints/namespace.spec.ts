import { expect } from "chai";
import { createNamespace } from "#blueprints/namespace";
import { childrenOf, nodeNamed } from "../support/record.ts";
import { createTestPlatform, recordBlueprint } from "./fixtures/context.ts";

describe("the namespace of a system", () => {
  it("denies everything, and may be one of several", async () => {
    const graph = await recordBlueprint((context) => {
      const { platform } = createTestPlatform(context);
      createNamespace(
        { name: "jobs", partOf: "shop", namespace: "shop-jobs", quota: { pods: 20 } },
        platform,
        context,
      );
      return {};
    });
    expect(childrenOf(graph, "isolation")).to.have.length(1);
    expect(nodeNamed(graph, "jobs-shop-namespace").inputs["metadata"]).to.deep.include({ name: "shop-jobs" });
    expect(childrenOf(graph, "jobs-isolation")).to.have.length(1);
  });
});
