import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "../../tools/build/folders.ts";
import { stackWorkspace } from "./harness/stack.ts";
import type { Deployment, Preview } from "./harness/state.ts";
import type { Workspace } from "./harness/workspace.ts";

/** What the README hands to the first `up`: the targets that lay the ground. */
function groundTargets(): string[] {
  const readme = readFileSync(join(ROOT, "README.md"), "utf8");
  return [...readme.matchAll(/--target '([^']+)'/g)].flatMap(([, glob = ""]) => ["--target", glob]);
}

function expectGround({ resources = [] }: Deployment): void {
  const types = resources.map(({ type }) => type);
  expect(types).to.include.members([
    "gcp:artifactregistry/repository:Repository",
    "gcp:storage/bucket:Bucket",
    "gcp:container/nodePool:NodePool",
    "cloudflare:index/zone:Zone",
  ]);
  expect(types.filter((type) => type.startsWith("kubernetes:"))).to.deep.equal([]);
}

describe("the first run from an empty project, by the README's commands", () => {
  let folder: string;
  let first: Workspace;
  let ground: Deployment;
  let moved: Workspace;
  let preview: Preview;

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-first-run-"));
    const state = join(folder, "state.json");
    first = await stackWorkspace("howlerops-staging");
    await first.must("up", "--stack", first.stack, "--yes", ...groundTargets());
    ground = await first.export();
    await first.must("up", "--stack", first.stack, "--yes");
    await first.must("stack", "export", "--stack", first.stack, "--file", state);
    // Another workspace has another place for states, as the bucket is.
    moved = await stackWorkspace("howlerops-staging");
    await moved.must("stack", "import", "--stack", moved.stack, "--file", state);
    preview = await moved.preview();
  });

  after(() => {
    first?.dispose();
    moved?.dispose();
    rmSync(folder, { recursive: true, force: true });
  });

  it("lays the ground first: project, network, cluster and zone, and nothing that needs an image", () => {
    expect(groundTargets()).to.have.length(10);
    expectGround(ground);
  });

  it("lays the ground of a system with a load balancer alike", async () => {
    const workspace = await stackWorkspace("nextjs-staging");
    try {
      await workspace.must("up", "--stack", workspace.stack, "--yes", ...groundTargets());
      expectGround(await workspace.export());
    } finally {
      workspace.dispose();
    }
  });

  it("finds the state unchanged after the move", () => {
    const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`);
    expect(changed).to.deep.equal([]);
    expect(preview.changeSummary["same"]).to.be.greaterThan(200);
  });
});
