import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "#tools/build/folders";
import type { Deployment } from "../../harness/state.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

/** What the README hands to the first `up`: the targets that lay the ground. */
const TARGETS = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/--target '([^']+)'/g)].flatMap(
  ([, glob = ""]) => ["--target", glob],
);

/** Lays the ground of a stack as the README's first run does. @returns the state after it */
export async function layGround(workspace: Workspace): Promise<Deployment> {
  await workspace.must("up", "--stack", workspace.stack, "--yes", "--skip-preview", ...TARGETS);
  return workspace.state();
}

/** Demands project, network, cluster and zone, and nothing that needs an image. */
export function expectGround({ resources = [] }: Deployment): void {
  expect(TARGETS).to.have.length(10);
  const types = resources.map(({ type }) => type);
  expect(types).to.include.members([
    "gcp:artifactregistry/repository:Repository",
    "gcp:storage/bucket:Bucket",
    "gcp:container/nodePool:NodePool",
    "cloudflare:index/zone:Zone",
  ]);
  expect(types.filter((type) => type.startsWith("kubernetes:"))).to.deep.equal([]);
}
