import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { parse, stringify } from "yaml";
import { joinGraphs } from "#graph/join";
import type { Graph, Values } from "#graph/model";
import { record } from "#graph/record/record";
import { outputsOf } from "#graph/stacks";
import { shopProgram } from "#tests/blueprints/fixtures/shop/shop";
import { SHOP_SLICES, type ShopSlice, shopConfig } from "#tests/blueprints/fixtures/shop/stack-files";
import type { Deployment, EngineResource } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import { Workspace } from "../../harness/workspace/workspace.ts";

const PROJECT = "shop";
const STACK_REFERENCE = "pulumi:pulumi:StackReference";

const stackOf = (slice: ShopSlice) => `shop-prod-${slice}`;

/** A backend and clouds with an empty stack for each slice. */
async function createWorkspace(): Promise<Workspace> {
  const [first = "", ...others] = SHOP_SLICES.map(stackOf);
  const project = join(import.meta.dirname, "program");
  const workspace = await Workspace.create({ project, stack: first, links: ["index.ts"] });
  for (const stack of others) {
    await workspace.must("stack", "init", stack);
  }
  for (const slice of SHOP_SLICES) {
    configure(workspace, slice);
  }
  return workspace;
}

/** Adds a slice's configuration to the file that `stack init` has written. */
function configure({ folder }: Workspace, slice: ShopSlice): void {
  const file = join(folder, `Pulumi.${stackOf(slice)}.yaml`);
  const config = Object.entries(shopConfig(slice)).map(([key, text]) => [
    key,
    /^[[{]/.test(text) ? (JSON.parse(text) as unknown) : text,
  ]);
  const written = parse(readFileSync(file, "utf8")) as object;
  writeFileSync(
    file,
    stringify({ ...written, config: Object.fromEntries(config) }, { defaultStringType: "QUOTE_DOUBLE" }),
  );
}

function stateOf({ root }: Workspace, slice: ShopSlice): Deployment {
  const file = join(root, "state", ".pulumi", "stacks", PROJECT, `${stackOf(slice)}.json`);
  const { checkpoint } = JSON.parse(readFileSync(file, "utf8")) as { checkpoint: { latest?: Deployment } };
  return checkpoint.latest ?? {};
}

/** The slices planned one after the other, as one graph. */
async function joinedPlan(): Promise<Graph> {
  const graphs: Graph[] = [];
  const stackOutputs: Record<string, Values> = {};
  for (const slice of SHOP_SLICES) {
    const stack = stackOf(slice);
    const graph = await record(shopProgram, {
      project: PROJECT,
      stack,
      config: shopConfig(slice),
      stackOutputs,
    });
    stackOutputs[stack] = outputsOf(graph);
    graphs.push(graph);
  }
  return joinGraphs(graphs);
}

describe("a system of four slices on the real engine", () => {
  const states = new Map<ShopSlice, readonly EngineResource[]>();
  const again: Run[] = [];
  let workspace: Workspace;
  let joined: Graph;
  let early: Run;

  before(async () => {
    joined = await joinedPlan();
    workspace = await createWorkspace();
    early = await workspace.run("preview", "--stack", stackOf("edge"));
    for (const slice of SHOP_SLICES) {
      await workspace.must("up", "--stack", stackOf(slice), "--yes", "--skip-preview");
      states.set(slice, stateOf(workspace, slice).resources ?? []);
    }
    for (const slice of SHOP_SLICES) {
      again.push(await workspace.run("preview", "--stack", stackOf(slice), "--expect-no-changes"));
    }
  });

  after(() => workspace?.dispose());

  it("registers what the joined plan holds, and a provider of the engine's own where a stack is read", () => {
    const registered = [...states.values()].flat();
    const own = registered.filter(({ type }) => type === "pulumi:providers:pulumi");
    const readers = [...states].filter(([, resources]) =>
      resources.some(({ type }) => type === STACK_REFERENCE),
    );
    expect(readers.map(([slice]) => slice)).to.deep.equal(["region-asia", "region-usa", "edge"]);
    expect(own).to.have.length(readers.length);
    const urns = registered.filter((resource) => !own.includes(resource)).map(({ urn }) => urn);
    expect(urns.sort()).to.deep.equal(joined.nodes.map(({ urn }) => urn).sort());
    for (const slice of SHOP_SLICES) {
      expect(states.get(slice)?.length, slice).to.be.greaterThan(10);
    }
  });

  it("waits with a slice for those that it reads", () => {
    expect(early.code).not.to.equal(0);
    expect(early.stdout + early.stderr).to.contain("shop-prod-region-asia");
  });

  it("hands the outputs of one stack to the others: addresses to the zone, the network to the clusters", () => {
    const all = [...states.values()].flat();
    const ofType = (type: string) => all.filter((resource) => resource.type === type);
    const addresses = ofType("gcp:compute/address:Address").map(({ outputs }) => outputs?.["address"]);
    const records = ofType("cloudflare:index/dnsRecord:DnsRecord").map(({ inputs }) => inputs?.["content"]);
    expect(records).to.have.members(addresses);
    expect(new Set(addresses).size).to.equal(2);
    const [network] = ofType("gcp:compute/network:Network");
    const clusters = ofType("gcp:container/cluster:Cluster");
    expect(clusters.map(({ inputs }) => inputs?.["network"])).to.deep.equal([network?.id, network?.id]);
  });

  it("changes nothing the second time", () => {
    for (const { code, stdout, stderr } of again) {
      expect(code, stdout + stderr).to.equal(0);
    }
  });
});
