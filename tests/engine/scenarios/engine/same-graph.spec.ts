import { expect } from "chai";
import type { Graph } from "#graph/model";
import { type Comparison, compare } from "../../harness/comparison/compare.ts";
import { EXPLANATIONS } from "../../harness/comparison/explanations.ts";
import { fixtureWorkspace, recordFixture, TOKEN } from "../../harness/fixture.ts";
import { encryptedValues, exposed, secretTexts } from "../../harness/secrets.ts";
import { type Deployment, type Preview, registrations } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

describe("a program that was recorded and deployed by the real engine", () => {
  let workspace: Workspace;
  let graph: Graph;
  let preview: Preview;
  let state: Deployment;
  let secrets: string[];
  let again: Run;
  let refused: Run;
  let kept: Deployment;
  let destroyed: Run;
  let rest: Deployment;

  before(async () => {
    workspace = await fixtureWorkspace();
    graph = await recordFixture();
    preview = await workspace.preview();
    await workspace.deploy();
    state = workspace.state();
    // The outputs of the program are one secret, in which much is nobody's secret.
    secrets = [TOKEN, ...(await secretTexts(workspace, /^random:/))];
    again = await workspace.up("--expect-no-changes");
    refused = await workspace.destroy();
    kept = workspace.state();
    await workspace.must("state", "unprotect", "--stack", workspace.stack, "--all", "--yes");
    destroyed = await workspace.destroy();
    rest = workspace.state();
  });

  after(() => workspace?.dispose());

  const comparison = (phase: "preview" | "state"): Comparison =>
    compare(graph, phase === "state" ? (state.resources ?? []) : registrations(preview), phase, EXPLANATIONS);

  it("registers in a preview what was recorded", () => {
    const { unexplained, resources } = comparison("preview");
    expect(unexplained.join("\n")).to.equal("");
    expect(resources).to.equal(graph.nodes.length);
  });

  it("holds in its state what was recorded", () => {
    const { unexplained, resources } = comparison("state");
    expect(unexplained.join("\n")).to.equal("");
    expect(resources).to.equal(graph.nodes.length);
  });

  it("needs every explanation", () => {
    const used = new Set([
      ...comparison("preview").explained.keys(),
      ...comparison("state").explained.keys(),
    ]);
    expect([...used]).to.have.members(EXPLANATIONS.map(({ reason }) => reason));
  });

  it("creates everything once", () => {
    expect(preview.changeSummary).to.deep.equal({ create: graph.nodes.filter(({ read }) => !read).length });
  });

  it("changes nothing the second time", () => {
    expect(again.code, again.stdout + again.stderr).to.equal(0);
  });

  it("refuses to destroy a stack that holds something protected, and deletes nothing", () => {
    const protectedNames = graph.nodes.filter((node) => node.protect && node.custom).map(({ name }) => name);
    expect(protectedNames).to.have.members(["network", "cluster", "www", "api"]);
    expect(refused.code).not.to.equal(0);
    expect(refused.stdout).to.contain("because it is protected");
    expect(kept.resources).to.have.length(state.resources?.length ?? 0);
  });

  it("destroys everything when it is no longer protected", () => {
    expect(destroyed.code, destroyed.stdout + destroyed.stderr).to.equal(0);
    expect(rest.resources ?? []).to.deep.equal([]);
  });

  it("never holds a secret in plain text", () => {
    const places = new Map(Object.entries({ state, graph }).map(([name, of]) => [name, JSON.stringify(of)]));
    expect(secrets).to.have.length.greaterThan(1);
    expect(exposed(places, secrets)).to.deep.equal([]);
    expect(encryptedValues(state)).to.be.greaterThan(5);
  });
});
