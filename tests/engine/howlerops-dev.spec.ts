import { expect } from "chai";
import type { Graph } from "../../graph/model.ts";
import { loadStack } from "../../plan/load.ts";
import { ROOT } from "../../tools/build/folders.ts";
import { compare } from "./harness/compare.ts";
import { EXPLANATIONS } from "./harness/explanations.ts";
import { policyPacks, stackWorkspace } from "./harness/stack.ts";
import { type Deployment, type Preview, registrations } from "./harness/state.ts";
import type { Run, Workspace } from "./harness/workspace.ts";

describe("howlerops-dev on the real engine, with the policy packs", () => {
  let workspace: Workspace;
  let graph: Graph;
  let preview: Preview;
  let updated: Run;
  let state: Deployment;
  let again: Run;
  let destroyed: Run;
  let rest: Deployment;

  before(async () => {
    ({ graph } = await loadStack("howlerops-dev", ROOT));
    workspace = await stackWorkspace("howlerops-dev", policyPacks());
    preview = await workspace.preview();
    updated = await workspace.up();
    state = await workspace.export();
    again = await workspace.up("--expect-no-changes");
    destroyed = await workspace.destroy();
    rest = await workspace.export();
  });

  after(() => workspace?.dispose());

  it("registers in a preview what the plan shows", () => {
    const { unexplained, resources } = compare(graph, registrations(preview), "preview", EXPLANATIONS);
    expect(unexplained.join("\n")).to.equal("");
    expect(resources).to.equal(graph.nodes.length);
  });

  it("is created, and keeps every mandatory rule", () => {
    expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
    expect(updated.stdout).to.contain("Policies:");
    for (const pack of Object.keys(policyPacks())) {
      expect(updated.stdout).to.contain(`${pack}@v`);
    }
    expect(updated.stdout).not.to.contain("[mandatory]");
  });

  it("holds in its state what the plan shows", () => {
    const { unexplained, resources } = compare(graph, state.resources ?? [], "state", EXPLANATIONS);
    expect(unexplained.join("\n")).to.equal("");
    expect(resources).to.equal(graph.nodes.length);
  });

  it("uses the stack's own providers only", () => {
    const providers = (state.resources ?? []).filter(({ type }) => type.startsWith("pulumi:providers:"));
    const names = providers.map(({ urn }) => urn.split("::").at(-1) ?? "");
    expect(names).to.have.length(4);
    expect(names.filter((name) => name.startsWith("default"))).to.deep.equal([]);
  });

  it("protects nothing, since it may be destroyed at any time", () => {
    expect((state.resources ?? []).filter(({ protect }) => protect)).to.deep.equal([]);
  });

  it("changes nothing the second time", () => {
    expect(again.code, again.stdout + again.stderr).to.equal(0);
    expect(again.stdout).to.match(new RegExp(`Resources:\\n +${state.resources?.length} unchanged\\n`));
  });

  it("is destroyed whole", () => {
    expect(destroyed.code, destroyed.stdout + destroyed.stderr).to.equal(0);
    expect(rest.resources ?? []).to.deep.equal([]);
  });
});
