import { expect } from "chai";
import { fixtureWorkspace } from "../../harness/fixture.ts";
import type { Deployment, Preview } from "../../harness/state.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

describe("resources that were renamed, with an alias", () => {
  let workspace: Workspace;
  let former: Deployment;
  let preview: Preview;
  let renamed: Deployment;

  before(async () => {
    workspace = await fixtureWorkspace();
    await workspace.configure("echo:former", "true");
    await workspace.deploy();
    former = workspace.state();
    await workspace.configure("echo:former", "false");
    preview = await workspace.preview();
    await workspace.deploy();
    renamed = workspace.state();
  });

  after(() => workspace?.dispose());

  it("are neither created nor deleted, and neither are their children", () => {
    expect(preview.changeSummary).to.have.all.keys("same");
  });

  it("keep the ids that the cloud knows them by", () => {
    const ids = ({ resources = [] }: Deployment) => resources.flatMap(({ id }) => id ?? []).sort();
    expect(ids(renamed)).to.deep.equal(ids(former)).and.to.have.length.greaterThan(15);
  });

  it("are known by their new names afterwards", () => {
    const names = ({ resources = [] }: Deployment) => resources.map(({ urn }) => urn.split("::").at(-1));
    expect(names(former)).to.include.members(["front", "workload"]);
    expect(names(renamed)).to.include.members(["edge", "deployment"]).and.not.to.include.members(["front"]);
  });
});
