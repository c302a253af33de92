import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect } from "chai";
import { loadStack } from "#cli/shared/load";
import { ROOT } from "#tools/build/folders";
import { TestCluster } from "../cluster/test-cluster.ts";
import { type OnCluster, onCluster } from "../harness/on-cluster.ts";
import type { EngineResource } from "../harness/state.ts";
import type { Run } from "../harness/workspace/cli.ts";
import { CHANGES } from "./replacing/changes.ts";
import { clusterOf } from "./support/cluster-of.ts";

const STACK = "nextjs-dev";
const PROGRAM = join(import.meta.dirname, "replacing");

describe(`${STACK} on the real engine, when a replacing property of many types changes at once`, () => {
  let folder: string;
  let place: OnCluster | undefined;
  let changed: Run;
  let again: Run;
  let deployed: readonly EngineResource[];
  let left: readonly EngineResource[];

  before(async () => {
    folder = mkdtempSync(join(tmpdir(), "strata-replacing-"));
    const project = readFileSync(join(ROOT, "Pulumi.yaml"), "utf8").replace("infra/index.ts", "index.ts");
    writeFileSync(join(folder, "Pulumi.yaml"), project);
    mkdirSync(join(folder, "stacks"));
    cpSync(join(ROOT, `stacks/Pulumi.${STACK}.yaml`), join(folder, `stacks/Pulumi.${STACK}.yaml`));
    symlinkSync(join(PROGRAM, "index.ts"), join(folder, "index.ts"));
    const { graph } = await loadStack(STACK, ROOT);
    const cluster = await TestCluster.start(clusterOf(graph));
    const copies = [`stacks/Pulumi.${STACK}.yaml`];
    place = await onCluster(cluster, { project: folder, stack: STACK, links: ["index.ts"], copies });
    const { workspace } = place;
    await workspace.deploy();
    deployed = workspace.state().resources ?? [];
    const args = ["up", "--stack", STACK, "--yes", "--skip-preview"];
    const variables = { STRATA_CHANGED: "true" };
    changed = await workspace.start(args, { variables }).ended;
    left = workspace.state().resources ?? [];
    again = await workspace.start([...args, "--expect-no-changes"], { variables }).ended;
  });

  after(async () => {
    await place?.end();
    rmSync(folder, { recursive: true, force: true });
  });

  it("C1 is updated, and nothing stands in the way of what replaces it", () => {
    expect(changed.code, changed.stdout + changed.stderr).to.equal(0);
    expect(again.code, again.stdout + again.stderr).to.equal(0);
  });

  it("C1 has the resources that it had, of each type, and none is left to be deleted", () => {
    const urns = (resources: readonly EngineResource[]) => resources.map(({ urn }) => urn).sort();
    expect(urns(left)).to.deep.equal(urns(deployed));
    expect(left.filter((resource) => resource.delete)).to.deep.equal([]);
  });

  it("C1 replaced a resource of each of the types", () => {
    const replaced = [...changed.stdout.matchAll(/^ (?:\+-|\+\+|--) +(\S+) /gm)].map(([, type]) => type);
    // The CLI leaves out the file of a module: `gcp:sql/user:User` is `gcp:sql:User`.
    const short = (type: string) => type.replace(/^(cloudflare|gcp|random)(:\w+)\/\w+/, "$1$2");
    const missing = Object.keys(CHANGES).filter((type) => !replaced.includes(short(type)));
    expect(missing).to.deep.equal([]);
  });
});
