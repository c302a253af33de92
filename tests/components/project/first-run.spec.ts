import { expect } from "chai";
import { program } from "#docs/examples/project/project";
import type { Graph } from "#graph/model";
import { record } from "#graph/record/record";
import { FirstRun } from "../../support/first-run.ts";

describe("the first run in an empty project", () => {
  let graph: Graph;
  let run: FirstRun;

  before(async () => {
    graph = await record(program, { project: "shop", stack: "prod" });
    run = new FirstRun(graph);
  });

  it("enables the API that enables the others first", () => {
    const apis = graph.nodes.filter(({ type }) => type === "gcp:projects/service:Service");
    const [first, ...others] = apis;
    expect(first?.inputs["service"]).to.equal("serviceusage.googleapis.com");
    expect(others.length).to.be.greaterThan(10);
    for (const { urn } of others) {
      expect([...run.before(urn)]).to.include(first?.urn);
    }
  });

  it("calls no API before it is enabled", () => {
    const { used, mistakes } = run.callsTooEarly();
    expect(mistakes).to.deep.equal([]);
    expect(used).to.be.greaterThan(50);
  });

  it("grants a role to no service agent before the agent is there", () => {
    const { used, mistakes } = run.grantsTooEarly();
    expect(mistakes).to.deep.equal([]);
    expect(used).to.be.greaterThan(6);
  });

  it("encrypts nothing with a key before its agents may use it", () => {
    const { used, mistakes } = run.encryptsTooEarly();
    expect(mistakes).to.deep.equal([]);
    expect(used).to.be.greaterThan(5);
  });

  it("sees what comes too early", () => {
    const rush = (graph: Graph): Graph => ({
      ...graph,
      nodes: graph.nodes.map((node) => ({ ...node, dependencies: [] })),
    });
    const rushed = new FirstRun(rush(graph));
    expect(rushed.callsTooEarly().mistakes).to.include(
      "gcp:compute/network:Network network-vpc before API compute",
    );
    expect(rushed.grantsTooEarly().mistakes).to.include(
      "gcp:projects/iAMMember:IAMMember project-agent-container before agent container-engine-robot",
    );
    expect(rushed.encryptsTooEarly().mistakes).to.include(
      "gcp:storage/bucket:Bucket project-state before grant project-key-state-storage-agent",
    );
  });
});
