import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { ROOT } from "#tools/build/folders";
import type { Deployment } from "../../harness/state.ts";
import type { Workspace } from "../../harness/workspace/workspace.ts";

/** The arguments of the first `up` in the README: the targets that bootstrap the foundation. */
const TARGETS = [...readFileSync(join(ROOT, "README.md"), "utf8").matchAll(/--target '([^']+)'/g)].flatMap(
  ([, glob = ""]) => ["--target", glob],
);

/** Bootstraps the foundation of a stack like the first run in the README. @returns the state after it */
export async function bootstrapFoundation(workspace: Workspace): Promise<Deployment> {
  await workspace.must("up", "--stack", workspace.stack, "--yes", "--skip-preview", ...TARGETS);
  return workspace.state();
}

/** Demands project, network, cluster and zone, and nothing that needs an image. */
export function expectFoundation({ resources = [] }: Deployment): void {
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
