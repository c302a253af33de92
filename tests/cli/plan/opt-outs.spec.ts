import { expect } from "chai";
import { planModel } from "#cli/plan/model";
import { sharedOptOuts } from "#cli/plan/opt-outs";
import { optOutsOf } from "#cli/words/words";
import { strata } from "../../support/project.ts";
import { stackGraph } from "../../support/stacks.ts";

describe("opt-outs in a plan", () => {
  it("are each listed once, with every component that has it", async () => {
    const found = sharedOptOuts(planModel(await stackGraph("howlerops-dev")));
    const of = (phrase: string) => found.find((each) => each.phrase === phrase)?.components;
    expect(of("keys managed by Google")).to.deep.equal(["cluster", "project"]);
    expect(of("one zone")).to.deep.equal(["cluster"]);
    expect(of("no deletion protection")).to.include.members(["edge", "network", "cluster", "project"]);
    expect(new Set(found.map(({ phrase }) => phrase)).size).to.equal(found.length);
  });

  it("are what any component publishes", async () => {
    const graph = await stackGraph("nextjs-dev");
    const published = graph.nodes.flatMap((node) =>
      optOutsOf(node).map((phrase) => `${phrase} (${node.name})`),
    );
    const listed = sharedOptOuts(planModel(graph)).flatMap(({ phrase, components }) =>
      components.map((name) => `${phrase} (${name})`),
    );
    expect(listed.sort()).to.deep.equal([...new Set(published)].sort());
    expect(listed.length).to.be.greaterThan(3);
  });

  it("stand together at the end of a plan, and take no line where there is none", async () => {
    const { out } = await strata(["plan", "howlerops-dev"]);
    expect(out).to.match(/\n {2}\d+ opt-outs {6}\S.*\n/);
    expect(out).to.match(/keys managed by Google \(cluster, project\)/);
    const prod = await strata(["plan", "howlerops-prod"]);
    expect(prod.out).not.to.contain("opt-out");
  });
});
