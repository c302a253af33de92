import { join } from "node:path";
import { expect } from "chai";
import { policyPacks, stackWorkspace } from "../../harness/stack.ts";
import type { Deployment } from "../../harness/state.ts";
import type { Run, Workspace } from "../../harness/workspace.ts";
import { filesBelow } from "./support/files.ts";
import { exposed, secretTexts } from "./support/secrets.ts";

const STACK = "howlerops-prod";
const PLANTED = "planted-7f2c1e90b4d35a68";
/** Something that holds data or identity, and what belongs to it: a cluster's nodes, a vault's secret. */
const PROTECTED = ["NodePool::cluster-general", "Secret::secrets-jwt-key"] as const;

describe("howlerops-prod, deployed by the real CLI", () => {
  let workspace: Workspace;
  let planned: Run;
  let updated: Run;
  let deployed: Deployment;
  let secrets: readonly string[];
  let files: ReadonlyMap<string, string>;
  const refused = new Map<string, Run>();
  let unguarded: Run;
  let forgotten: Run;
  let rest: Deployment;

  before(async () => {
    workspace = await stackWorkspace(STACK, policyPacks());
    const key = "strata:secrets.cloudflareDnsToken";
    await workspace.must("config", "set", "--stack", STACK, "--secret", "--path", key, PLANTED);
    const plan = join(workspace.root, "project", "plan.json");
    planned = await workspace.run("preview", "--stack", STACK, "--diff", "--save-plan", plan);
    updated = await workspace.up("--logtostderr", "-v=3");
    deployed = await workspace.export();
    for (const name of PROTECTED) {
      refused.set(name, await workspace.run("destroy", "--yes", "--target", urnOf(name)));
    }
    unguarded = await workspace.run(
      ...["destroy", "--yes", "--skip-preview", "--target", urnOf(PROTECTED[0]), "--target-dependents"],
    );
    forgotten = await workspace.run("state", "delete", "--yes", urnOf(PROTECTED[1]));
    rest = await workspace.export();
    const { stdout } = await workspace.must("stack", "export", "--stack", STACK, "--show-secrets");
    secrets = secretTexts(stdout);
    files = filesBelow(workspace.root, ["state", "home", "project"]);
  });

  after(() => workspace?.dispose());

  const urnOf = (name: string) =>
    deployed.resources?.find(({ urn }) => urn.endsWith(`:${name}`))?.urn ?? name;

  it("was created, from a plan that was saved", () => {
    expect(planned.code, planned.stdout + planned.stderr).to.equal(0);
    expect(updated.code, updated.stdout).to.equal(0);
  });

  describe("its secrets", () => {
    it("are several, the one of its stack file among them", () => {
      expect(secrets).to.include(PLANTED).and.to.have.length.greaterThan(2);
    });

    it("stand in no file of the CLI: state, its copy, backups, history, saved plan, stack file, logs", () => {
      const kinds = [
        "stacks/",
        ".json.bak",
        "backups/",
        "history/",
        "plan.json",
        `Pulumi.${STACK}.yaml`,
        ".log",
      ];
      for (const kind of kinds) {
        expect(
          [...files.keys()].filter((file) => file.includes(kind)),
          kind,
        ).not.to.deep.equal([]);
      }
      expect(exposed(files, secrets)).to.deep.equal([]);
    });

    it("are printed neither by a preview with --diff nor by an update", () => {
      const printed = new Map([
        ["preview", planned.stdout + planned.stderr],
        ["up", updated.stdout],
      ]);
      expect(exposed(printed, secrets)).to.deep.equal([]);
    });

    it("are printed by --logtostderr -v=3, so that nobody may run it where others read along", () => {
      expect(exposed(new Map([["log", updated.stderr]]), secrets)).not.to.deep.equal([]);
    });
  });

  describe("what it protects", () => {
    for (const name of PROTECTED) {
      it(`is not destroyed by --target ${name}`, () => {
        const { code, stdout = "" } = refused.get(name) ?? {};
        expect(code).to.be.greaterThan(0);
        expect(stdout).to.contain("because it is protected");
      });
    }

    it("is not destroyed either without a preview and with all that depends on it", () => {
      expect(unguarded.code).to.be.greaterThan(0);
      expect(unguarded.stdout).to.contain("because it is protected");
    });

    it("is not forgotten by pulumi state delete", () => {
      expect(forgotten.code).to.be.greaterThan(0);
      expect(forgotten.stderr).to.contain("protected");
    });

    it("is all still there", () => {
      const left = new Set(rest.resources?.map(({ urn }) => urn));
      const gone = (deployed.resources ?? []).filter(({ urn, protect }) => protect && !left.has(urn));
      expect(gone.map(({ urn }) => urn)).to.deep.equal([]);
      expect([...left].filter((urn) => PROTECTED.some((name) => urn.endsWith(`:${name}`)))).to.have.length(2);
    });
  });
});
