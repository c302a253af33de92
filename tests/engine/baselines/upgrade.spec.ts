import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "chai";
import { DATA } from "#policies/resilience/data";
import { ROOT } from "#tools/build/folders";
import { BASELINES, changesOf, expectedFile, nameOf, previewUpgrade, type Upgrade } from "./baseline.ts";
import { LET_GO } from "./let-go.ts";

for (const stack of BASELINES) {
  describe(`${stack}, updated from its state at the last release`, () => {
    let upgrade: Upgrade;

    before(async () => {
      upgrade = await previewUpgrade(stack);
    });

    it("keeps all that holds data or identity where it is, but for what is let go", () => {
      const { resources, unprotected, preview } = upgrade;
      const holders = resources.filter(
        ({ protect, type }) => protect || (DATA as readonly string[]).includes(type),
      );
      expect(holders).to.have.length.greaterThan(10);
      const urns = new Set(holders.map(({ urn }) => urn));
      const lost = preview.steps.filter(({ op, urn }) => /delete|replace/.test(op) && urns.has(urn));
      expect(lost.map(({ urn }) => nameOf(urn))).to.deep.equal(unprotected);
    });

    it("lets go only what docs/upgrading.md says, with the command for it", () => {
      expect(upgrade.unprotected).to.deep.equal((LET_GO[stack] ?? []).map(({ resource }) => resource));
      const page = readFileSync(join(ROOT, "docs/upgrading.md"), "utf8");
      for (const resource of upgrade.unprotected) {
        const urn = upgrade.resources.find((each) => nameOf(each.urn) === resource)?.urn;
        expect(page).to.contain(`state unprotect --stack ${stack} '${urn}'`);
      }
    });

    it("creates, replaces and deletes what is listed, and nothing else", () => {
      expect(`${changesOf(upgrade.preview).join("\n")}\n`).to.equal(
        readFileSync(expectedFile(stack), "utf8"),
      );
    });

    it("goes on with most of it as it is", () => {
      const { same = 0, update = 0 } = upgrade.preview.changeSummary;
      expect(same + update).to.be.greaterThan(upgrade.resources.length / 2);
    });
  });
}
