import { join } from "node:path";
import { expect } from "chai";
import { filesBelow } from "../harness/files.ts";
import { exposed, secretTexts } from "../harness/secrets.ts";
import type { Deployment } from "../harness/state.ts";
import type { Run } from "../harness/workspace/cli.ts";
import { deployedStack } from "./support/deployed-stack.ts";
import { isKept, keepsItsPromises } from "./support/promises.ts";

const STACK = "howlerops-prod";
const PLANTED = "planted-7f2c1e90b4d35a68";
/** Something that holds data or identity, and what belongs to it: a cluster's nodes, a vault's secret. */
const PROTECTED = ["NodePool::cluster-general", "Secret::secrets-jwt-key"] as const;

describe(`${STACK} on the real engine and a Kubernetes API`, () => {
  let planned: Run;
  const deployed = deployedStack(STACK, {
    secrets: { "strata:secrets.cloudflareDnsToken": PLANTED },
    keepsLogs: true,
    prepare: async (workspace) => {
      const plan = join(workspace.root, "project", "plan.json");
      planned = await workspace.run("preview", "--stack", STACK, "--diff", "--save-plan", plan);
    },
    update: ["--logtostderr", "-v=3"],
  });

  keepsItsPromises(deployed);
  isKept(deployed);

  it("was planned, and the plan saved", () => {
    expect(planned.code, planned.stdout + planned.stderr).to.equal(0);
  });

  describe("what it protects", () => {
    const urnOf = (name: string) =>
      deployed().state.resources?.find(({ urn }) => urn.endsWith(`:${name}`))?.urn ??
      expect.fail(`no ${name}`);
    let rest: Deployment;

    for (const name of PROTECTED) {
      it(`is not destroyed by --target ${name}`, async () => {
        const { code, stdout } = await deployed().workspace.run("destroy", "--yes", "--target", urnOf(name));
        expect(code).to.be.greaterThan(0);
        expect(stdout).to.contain("because it is protected");
      });
    }

    it("is not forgotten by pulumi state delete", async () => {
      const { code, stderr } = await deployed().workspace.run(
        "state",
        "delete",
        "--yes",
        urnOf(PROTECTED[1]),
      );
      expect(code).to.be.greaterThan(0);
      expect(stderr).to.contain("protected");
    });

    it("is not destroyed either without a preview and with all that depends on it", async () => {
      const target = ["--target", urnOf(PROTECTED[0]), "--target-dependents"];
      const { code, stdout } = await deployed().workspace.run(
        "destroy",
        "--yes",
        "--skip-preview",
        ...target,
      );
      rest = deployed().workspace.state();
      expect(code).to.be.greaterThan(0);
      expect(stdout).to.contain("because it is protected");
    });

    it("is all still there", () => {
      const left = new Set(rest.resources?.map(({ urn }) => urn));
      const gone = (deployed().state.resources ?? []).filter(({ urn, protect }) => protect && !left.has(urn));
      expect(gone.map(({ urn }) => urn)).to.deep.equal([]);
      expect([...left].filter((urn) => PROTECTED.some((name) => urn.endsWith(`:${name}`)))).to.have.length(2);
    });
  });

  // After all that was refused: what the CLI wrote then is looked through, too.
  describe("its secrets", () => {
    let secrets: readonly string[];
    let files: ReadonlyMap<string, string>;

    before(async () => {
      secrets = await secretTexts(deployed().workspace);
      files = filesBelow(deployed().workspace.root, ["state", "home", "project"]);
    });

    it("are several, the one of its stack file among them", () => {
      expect(secrets).to.include(PLANTED).and.to.have.length.greaterThan(2);
    });

    for (const kind of [
      "stacks/",
      ".json.bak",
      "backups/",
      "history/",
      "plan.json",
      `Pulumi.${STACK}.yaml`,
      ".log",
    ]) {
      it(`stand in no file of the CLI: ${kind}`, () => {
        const ofKind = new Map([...files].filter(([file]) => file.includes(kind)));
        expect(ofKind.size).to.be.greaterThan(0);
        expect(exposed(ofKind, secrets)).to.deep.equal([]);
      });
    }

    it("stand in no other file either", () => {
      expect(exposed(files, secrets)).to.deep.equal([]);
    });

    it("are printed neither by a preview with --diff nor by an update", () => {
      const printed = { preview: planned.stdout + planned.stderr, up: deployed().updated.stdout };
      expect(exposed(new Map(Object.entries(printed)), secrets)).to.deep.equal([]);
    });

    it("are printed by --logtostderr -v=3, so that nobody may run it where others read along", () => {
      expect(exposed(new Map([["log", deployed().updated.stderr]]), secrets)).not.to.deep.equal([]);
    });
  });
});
