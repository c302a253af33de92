import { expect } from "chai";
import { pastTimes } from "#cli/shared/past-times";
import { stackFileText, type TemporaryProject, temporaryProject } from "../../support/project.ts";
import { stackGraph } from "../../support/stacks.ts";

describe("times that have passed", () => {
  it("A7 are those of secrets whose first rotation is due, by the epoch", async () => {
    const graph = await stackGraph("howlerops-prod");
    expect(pastTimes(graph, "2027-01-30")).to.deep.equal([]);
    const past = pastTimes(graph, "2027-01-31");
    expect(past.length).to.be.greaterThan(1);
    for (const { node, path, day } of past) {
      expect([node.type, path, day]).to.deep.equal([
        "gcp:secretmanager/secret:Secret",
        "rotation.nextRotationTime",
        "2027-01-30",
      ]);
    }
  });

  describe("of a stack file with an old epoch", () => {
    let project: TemporaryProject;

    before(() => {
      const old = stackFileText("howlerops-dev").replace(/(strata:rotationEpoch:).*/, '$1 "2026-08-01"');
      project = temporaryProject({ "stacks/Pulumi.howlerops-dev.yaml": old });
    });

    after(() => project.remove());

    for (const command of ["plan", "check"]) {
      it(`A7 ${command} warns, with the command that moves it`, async () => {
        const { out, error } = await project.run(command, "howlerops-dev", "--json");
        expect(error).to.match(
          /^warning: rotation\.nextRotationTime is 2026-10-30, which has passed, in secrets-/,
        );
        expect(error).to.contain("npx strata rotate howlerops-dev --apply");
        expect(() => JSON.parse(out)).not.to.throw();
      });
    }

    it("A7 the command moves it, and the warning is gone", async () => {
      await project.run("rotate", "howlerops-dev", "--apply");
      expect((await project.run("plan", "howlerops-dev")).error).to.equal("");
    });
  });
});
