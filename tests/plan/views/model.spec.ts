import { expect } from "chai";
import { LAYERS } from "../../../components/component.ts";
import { LAYER_ORDER, planModel } from "../../../plan/views/plan/model.ts";
import { stackGraph } from "../../support/stacks.ts";

describe("plan model", () => {
  it("orders the layers as the components do, which it may not import", () => {
    expect(LAYER_ORDER).to.deep.equal([...LAYERS]);
  });

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
