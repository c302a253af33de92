import { expect } from "chai";
import type { Graph } from "../../graph/model.ts";
import { loadStack } from "../../plan/load.ts";
import { ROOT } from "../../tools/build/folders.ts";
import { compare } from "./harness/compare.ts";
import { EXPLANATIONS } from "./harness/explanations.ts";
import { policyPacks, stackWorkspace } from "./harness/stack.ts";
import { type Deployment, type Preview, registrations } from "./harness/state.ts";
import type { Run, Workspace } from "./harness/workspace.ts";
import { APIS_SETTING } from "./simulators/gcp/refusals.ts";

/** What a cloud keeps when everything else is gone. */
const KEPT = ["gcp:projects/service:Service", "gcp:projects/serviceIdentity:ServiceIdentity"];
/** What whoever makes a project enables, so that the rest can be enabled by a program. */
const BEFORE_THE_FIRST_RUN = "serviceusage.googleapis.com cloudresourcemanager.googleapis.com";

describe("howlerops-dev on the real engine, with the policy packs", () => {
  let workspace: Workspace;
  let graph: Graph;
  let preview: Preview;
  let updated: Run;
  let state: Deployment;
  let again: Run;
  let refreshed: Run;
  let destroyed: Run;
  let rest: Deployment;
  let left: string[];

  before(async () => {
    ({ graph } = await loadStack("howlerops-dev", ROOT));
    workspace = await stackWorkspace("howlerops-dev", policyPacks());
    workspace.cloud.set(APIS_SETTING, BEFORE_THE_FIRST_RUN);
    preview = await workspace.preview();
    updated = await workspace.up();
    state = await workspace.export();
    again = await workspace.up("--expect-no-changes");
    const options = ["--yes", "--skip-preview", "--expect-no-changes"];
    refreshed = await workspace.run("refresh", "--stack", workspace.stack, ...options);
    destroyed = await workspace.destroy();
    rest = await workspace.export();
    left = workspace.cloud.all().map(({ type }) => type);
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

  it("shows no drift", () => {
    expect(refreshed.code, refreshed.stdout + refreshed.stderr).to.equal(0);
  });

  it("leaves nothing in the cloud but enabled APIs and Google's own service accounts", () => {
    expect(left.filter((type) => !KEPT.includes(type))).to.deep.equal([]);
    expect(left).to.include.members(KEPT);
  });

  it("is destroyed whole", () => {
    expect(destroyed.code, destroyed.stdout + destroyed.stderr).to.equal(0);
    expect(rest.resources ?? []).to.deep.equal([]);
  });
});
