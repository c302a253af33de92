import { expect } from "chai";
import { checkStack } from "../../plan/findings.ts";
import { type LoadedStack, loadStack } from "../../plan/load.ts";
import { ROOT } from "../../tools/build/folders.ts";
import { compare } from "./harness/compare.ts";
import { EXPLANATIONS } from "./harness/explanations.ts";
import { reportedByEngine, reportedOffline } from "./harness/findings.ts";
import { encryptedValues, generatedSecrets, plainSecrets } from "./harness/secrets.ts";
import { policyPacks, stackWorkspace } from "./harness/stack.ts";
import type { Deployment, EngineResource } from "./harness/state.ts";
import type { Run, Workspace } from "./harness/workspace.ts";

for (const stack of ["howlerops-prod", "nextjs-prod"]) {
  describe(`${stack} on the real engine, with the policy packs`, () => {
    let workspace: Workspace;
    let loaded: LoadedStack;
    let updated: Run;
    let state: Deployment;
    let secrets: string[];
    let refused: Run;
    let rest: Deployment;

    before(async () => {
      loaded = await loadStack(stack, ROOT);
      workspace = await stackWorkspace(stack, policyPacks());
      updated = await workspace.up();
      state = await workspace.export();
      secrets = await generatedSecrets(workspace);
      refused = await workspace.destroy();
      rest = await workspace.export();
    });

    after(() => workspace?.dispose());

    const protectedUrns = ({ resources = [] }: Deployment) =>
      resources.filter(({ protect }) => protect).map(({ urn }: EngineResource) => urn);

    it("is created, and keeps every mandatory rule", () => {
      expect(updated.code, updated.stdout + updated.stderr).to.equal(0);
      expect(updated.stdout).to.contain("Policies:").and.not.to.contain("[mandatory]");
    });

    it("breaks the rules that the offline check names, and no others", () => {
      const today = new Date().toISOString().slice(0, 10);
      const offline = reportedOffline(checkStack(loaded, today));
      const engine = reportedByEngine(updated.stdout);
      expect(engine).to.include.members(offline.findings);
      expect([...offline.findings, ...offline.unknown]).to.include.members(engine);
    });

    it("holds in its state what the plan shows", () => {
      const { unexplained } = compare(loaded.graph, state.resources ?? [], "state", EXPLANATIONS);
      expect(unexplained.join("\n")).to.equal("");
    });

    it("encrypts every generated secret in its state", () => {
      expect(secrets).to.have.length.of.at.least(2);
      expect(plainSecrets(JSON.stringify(state), secrets)).to.deep.equal([]);
      expect(encryptedValues(state)).to.be.greaterThan(0);
    });

    it("protects what the plan shows as protected, the cluster and the zone among it", () => {
      const planned = loaded.graph.nodes.filter(({ protect }) => protect).map(({ urn }) => urn);
      expect(protectedUrns(state)).to.have.members(planned);
      const types = protectedUrns(state).map((urn) => urn.split("::")[2]?.split("$").at(-1));
      expect(types).to.include.members(["gcp:container/cluster:Cluster", "cloudflare:index/zone:Zone"]);
    });

    it("refuses to be destroyed, and deletes nothing", () => {
      expect(refused.code).not.to.equal(0);
      expect(refused.stdout).to.contain("because it is protected");
      expect(rest.resources).to.have.length(state.resources?.length ?? 0);
    });
  });
}
