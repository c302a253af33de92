import { expect } from "chai";
import { planModel } from "#cli/plan/model";
import { relaxationsOf } from "#cli/plan/relaxations";
import { strata } from "../../support/project.ts";
import { stackGraph } from "../../support/stacks.ts";

describe("relaxations in a plan", () => {
  it("are each listed once, with every component that has it", async () => {
    const found = relaxationsOf(planModel(await stackGraph("howlerops-dev")));
    const of = (words: string) => found.find((each) => each.words === words)?.components;
    expect(of("keys managed by Google")).to.deep.equal(["cluster", "project"]);
    expect(of("one zone")).to.deep.equal(["cluster"]);
    expect(of("deletion is not refused")).to.include.members(["edge", "network", "cluster", "project"]);
    expect(new Set(found.map(({ words }) => words)).size).to.equal(found.length);
  });

  it("are what any component publishes under the label", async () => {
    const graph = await stackGraph("nextjs-dev");
    const published = graph.nodes.flatMap(({ name, published }) => {
      const text = (published?.["summary"] as Record<string, string> | undefined)?.["relaxed"];
      return text ? text.split(" · ").map((words) => `${words} (${name})`) : [];
    });
    const listed = relaxationsOf(planModel(graph)).flatMap(({ words, components }) =>
      components.map((name) => `${words} (${name})`),
    );
    expect(listed.sort()).to.deep.equal([...new Set(published)].sort());
    expect(listed.length).to.be.greaterThan(3);
  });

  it("stand together at the end of a plan, and take no line where there is none", async () => {
    const { out } = await strata(["plan", "howlerops-dev"]);
    expect(out).to.match(/\n {2}\d+ relaxed {7}\S.*\n/);
    expect(out).to.match(/keys managed by Google \(cluster, project\)/);
    const prod = await strata(["plan", "howlerops-prod"]);
    expect(prod.out).not.to.contain("relaxed");
  });
});
