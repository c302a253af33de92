import { expect } from "chai";
import { planModel } from "#cli/plan/model";
import { stackGraph } from "../../support/stacks.ts";

describe("plan model", () => {
  it("counts every provider-managed resource once", async () => {
    for (const stack of ["howlerops-prod", "nextjs-dev"]) {
      const graph = await stackGraph(stack);
      const model = planModel(graph);
      const managed = graph.nodes.filter(
        ({ custom, type }) => custom && !type.startsWith("pulumi:providers:"),
      );
      expect(model.total).to.equal(managed.length);
      expect(model.layers.reduce((sum, { count }) => sum + count, 0)).to.equal(managed.length);
      expect(model.providers.reduce((sum, [, count]) => sum + count, 0)).to.equal(managed.length);
    }
  });
});
