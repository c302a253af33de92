import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { type ImportPlan, planImport } from "#cli/import-plan/import-file";
import { loadStack } from "#cli/shared/load";
import type { Graph } from "#graph/model";
import { ROOT } from "#tools/build/folders";
import { projectStack } from "../../harness/stack.ts";
import type { Deployment, Preview } from "../../harness/state.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

/** An echo knows every id that it is asked for: what is tried is the file, not whether a cloud has the resource. */
const ECHOES = ["cloudflare", "gcp", "kubernetes", "random"].map((name) => ({
  name,
  module: join(import.meta.dirname, "..", "..", "echo", "provider.ts"),
}));
const ZONE_ID = "0123456789abcdef0123456789abcdef";

describe("what exists, imported into howlerops-dev by strata import-plan", () => {
  let folder: string;
  let workspace: Workspace;
  let graph: Graph;
  let plan: ImportPlan;
  let state: Deployment;
  let preview: Preview;

  before(async () => {
    ({ graph } = await loadStack("howlerops-dev", ROOT));
    plan = planImport(graph, { zoneId: ZONE_ID, clusterReady: false, wanted: () => true });
    folder = mkdtempSync(join(tmpdir(), "strata-import-"));
    const file = join(folder, "import.json");
    writeFileSync(file, JSON.stringify(plan.file));
    workspace = await Workspace.create({ ...projectStack("howlerops-dev"), plugins: ECHOES });
    const options = ["--stack", workspace.stack, "--file", file, "--generate-code=false", "--yes"];
    await workspace.must("import", ...options);
    state = workspace.state();
    preview = await workspace.preview();
  });

  after(() => {
    workspace?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("is in the state under the plan's own URNs, parents and providers, with the ids of the file", () => {
    expect(plan.imported.length).to.be.greaterThan(50);
    const held = new Map((state.resources ?? []).map((resource) => [resource.urn, resource]));
    for (const { node, id } of plan.imported) {
      const resource = held.get(node.urn);
      expect(resource?.id, node.urn).to.equal(id);
      expect(resource?.parent, node.urn).to.equal(node.parent);
      expect(resource?.provider?.replace(/::[^:]+$/, ""), node.urn).to.equal(node.provider);
    }
  });

  it("is neither created nor replaced afterwards", () => {
    const imported = new Set(plan.imported.map(({ node }) => node.urn));
    const operations = preview.steps.filter(({ urn }) => imported.has(urn)).map(({ op }) => op);
    expect(operations.length).to.equal(imported.size);
    expect(operations.filter((op) => op !== "update" && op !== "same")).to.deep.equal([]);
  });

  it("leaves only what is not imported to be created, and nothing to be deleted", () => {
    const created = preview.steps.filter(({ op }) => op === "create").map(({ urn }) => urn);
    for (const { node } of plan.left) {
      expect(created, node.urn).to.include(node.urn);
    }
    expect(preview.changeSummary).not.to.have.any.keys("delete", "replace");
  });
});
