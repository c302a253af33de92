import { expect } from "chai";
import { checkStack } from "#cli/shared/findings";
import type { Values } from "#graph/model";
import { RULES } from "#policies/rules";
import { compare } from "../../harness/comparison/compare.ts";
import { EXPLANATIONS } from "../../harness/comparison/explanations.ts";
import { encryptedValues, exposed, secretTexts } from "../../harness/secrets.ts";
import { type Deployment, registrations, toValues } from "../../harness/state.ts";
import type { Run } from "../../harness/workspace/cli.ts";
import type { CloudObject } from "../../simulators/cloud/cloud.ts";
import { flowsOf, forgetDefinitions, type Leftovers, leftovers } from "./cluster-view.ts";
import type { DeployedStack } from "./deployed-stack.ts";

/** What every stack promises; for a `describe` in which one was deployed. */
export function keepsItsPromises(deployed: () => DeployedStack): void {
  it("registers in a preview what the plan shows", () => {
    const { loaded, preview } = deployed();
    const found = compare(loaded.graph, registrations(preview), "preview", EXPLANATIONS);
    expect(found.unexplained.join("\n")).to.equal("");
    expect(found.resources).to.equal(loaded.graph.nodes.length);
  });

  it("is created, every object of its cluster too, with no field that the API does not know", () => {
    const { updated, loaded, view } = deployed();
    expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
    const planned = loaded.graph.nodes.filter(({ type, read }) => type.startsWith("kubernetes:") && !read);
    expect(view.objects).to.have.length(planned.length);
    expect(view.missing).to.deep.equal([]);
  });

  it("holds in its state what the plan shows", () => {
    const { loaded, state } = deployed();
    const found = compare(loaded.graph, state.resources ?? [], "state", EXPLANATIONS);
    expect(found.unexplained.join("\n")).to.equal("");
    expect(found.resources).to.equal(loaded.graph.nodes.length);
  });

  it("is judged by every rule, and each finds what the offline check finds", () => {
    const { loaded, preview, updated } = deployed();
    const { findings, unknown } = checkStack(loaded, new Date().toISOString().slice(0, 10));
    const rules = unique(RULES.map(({ id }) => id));
    const offline = unique(findings.map(({ rule, urn }) => `${rule} ${urn}`));
    const open = unique(unknown.map(({ rule, urn }) => `${rule} ${urn}`));
    expect(preview.report.rules).to.deep.equal(rules);
    expect(preview.report.violations).to.deep.equal(offline);
    // The engine knows more: a provider makes up the names of what has none before anything is created.
    expect(unique(unknown.map(({ rule }) => rule))).to.include.members([...preview.report.undecided]);
    // The update knows everything, so that what was open may turn out either way.
    expect(updated.report.rules).to.deep.equal(rules);
    expect(updated.report.violations).to.include.members(offline);
    expect([...offline, ...open]).to.include.members([...updated.report.violations]);
    expect(updated.report.undecided).to.deep.equal([]);
  });

  it("uses its own providers only", () => {
    const providers = (deployed().state.resources ?? []).filter(({ type }) =>
      type.startsWith("pulumi:providers:"),
    );
    const names = providers.map(({ urn }) => urn.split("::").at(-1) ?? "");
    expect(names).to.have.length(4);
    expect(names.filter((name) => name.startsWith("default"))).to.deep.equal([]);
  });

  it("protects what the plan shows as protected, and nothing else", () => {
    const { loaded, state } = deployed();
    const planned = loaded.graph.nodes.filter(({ protect }) => protect).map(({ urn }) => urn);
    const held = (state.resources ?? []).filter(({ protect }) => protect).map(({ urn }) => urn);
    expect(held).to.have.members(planned);
  });

  it("encrypts every secret in its state", async () => {
    const { workspace, state } = deployed();
    const secrets = await secretTexts(workspace);
    expect(secrets).to.have.length.of.at.least(2);
    expect(exposed(new Map([["state", JSON.stringify(state)]]), secrets)).to.deep.equal([]);
    expect(encryptedValues(state)).to.be.greaterThan(0);
  });

  it("runs all its pods, each admitted to a namespace that enforces the restricted standard", () => {
    const { wantedPods, servingIn, restricted } = deployed().view;
    expect(servingIn).to.have.length(wantedPods).and.not.to.have.length(0);
    expect(restricted).to.include.members(servingIn);
  });

  it("lets those connect that the plan says, and nobody else", () => {
    const { view, loaded } = deployed();
    expect(view.flows).to.deep.equal(flowsOf(loaded.graph)).and.not.to.have.length(0);
  });

  it("changes nothing the second time, and has not drifted", () => {
    const { again, state, settled } = deployed();
    expect(again.code, again.stdout + again.stderr).to.equal(0);
    expect(again.stdout).to.match(new RegExp(`\\n +${state.resources?.length} unchanged\\n`));
    // The engine counts no drift that the program does not ask to be mended.
    expect(cloudOutputs(settled)).to.deep.equal(cloudOutputs(state)).and.not.to.deep.equal({});
  });
}

/** What a stack of production promises besides. */
export function isKept(deployed: () => DeployedStack): void {
  it("protects its cluster and its zone", () => {
    const held = (deployed().state.resources ?? []).filter(({ protect }) => protect).map(({ type }) => type);
    expect(held).to.include.members(["gcp:container/cluster:Cluster", "cloudflare:index/zone:Zone"]);
  });

  it("refuses to be destroyed, and deletes nothing", async () => {
    const { workspace, state } = deployed();
    const refused = await workspace.destroy();
    const rest = workspace.state();
    expect(refused.code).not.to.equal(0);
    expect(refused.stdout).to.contain("because it is protected");
    expect(rest.resources).to.have.length(state.resources?.length ?? 0);
  });
}

/** What a stack that may go at any time promises besides. */
export function canGo(deployed: () => DeployedStack): void {
  it("protects nothing", () => {
    expect((deployed().state.resources ?? []).filter(({ protect }) => protect)).to.deep.equal([]);
  });

  describe("destroyed", () => {
    let first: Run;
    let destroyed: Run;
    let abandoned: readonly CloudObject[];
    let rest: Deployment;
    let inCluster: Leftovers;
    let inCloud: readonly string[];
    let updated: Run;

    before(async () => {
      const { workspace, cluster, state } = deployed();
      first = await workspace.destroy();
      abandoned = workspace.cloud.ofType("gcp:servicenetworking/connection:Connection");
      for (const { type, key } of abandoned) {
        workspace.cloud.remove(type, key);
      }
      destroyed = abandoned.length > 0 ? await workspace.destroy() : first;
      rest = workspace.state();
      inCluster = await leftovers(cluster.api, state);
      inCloud = workspace.cloud.all().map(({ type }) => type);
      // The cluster went with its stack; the one that plays it has to be emptied.
      await forgetDefinitions(cluster.api);
      updated = await workspace.up();
    });

    it("C3 stops only at a network whose peering was abandoned, until the peering is removed", () => {
      expect(first.code === 0, first.stdout).to.equal(abandoned.length === 0);
      if (abandoned.length > 0) {
        expect(first.stdout).to.contain("is already being used by");
      }
    });

    it("is gone whole", () => {
      expect(destroyed.code, destroyed.stdout + destroyed.stderr).to.equal(0);
      expect(rest.resources ?? []).to.deep.equal([]);
    });

    it("leaves nothing in the cloud but enabled APIs and Google's own service accounts", () => {
      expect(inCloud.filter((type) => !KEPT.includes(type))).to.deep.equal([]);
      expect(inCloud).to.include.members(KEPT);
    });

    it("is created again over what was left", () => {
      expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
    });

    it("leaves nothing in its cluster but definitions that are to stay", () => {
      expect(inCluster.objects).to.deep.equal([]);
      expect(inCluster.namespaces).to.have.members([
        "default",
        "kube-node-lease",
        "kube-public",
        "kube-system",
      ]);
    });
  });
}

/** What a cloud keeps when everything else is gone. */
const KEPT = ["gcp:projects/service:Service", "gcp:projects/serviceIdentity:ServiceIdentity"];

/**
 * What the clouds said of each resource, but for what updates ignore since the clouds change it; the cluster's objects
 * go on changing by themselves.
 */
function cloudOutputs({ resources = [] }: Deployment): Readonly<Record<string, Values>> {
  const outside = resources.filter(({ type, custom }) => custom && !type.startsWith("kubernetes:"));
  return Object.fromEntries(
    outside.map(({ urn, outputs = {}, ignoreChanges = [] }) => {
      const ignored = new Set(ignoreChanges.map((path) => path.split(".")[0]));
      const kept = Object.entries(outputs).filter(([name]) => !ignored.has(name));
      return [urn, toValues(Object.fromEntries(kept))];
    }),
  );
}

function unique(words: readonly string[]): string[] {
  return [...new Set(words)].sort();
}
