import { join } from "node:path";
import { expect } from "chai";
import { stackWorkspace } from "../harness/stack.ts";
import type { Deployment, Preview } from "../harness/state.ts";
import { deployedStack } from "./support/deployed-stack.ts";
import { bootstrapFoundation, expectFoundation } from "./support/foundation.ts";
import { keepsItsPromises } from "./support/promises.ts";

const STACK = "howlerops-staging";

describe(`${STACK} on the real engine and a Kubernetes API, from the README's first run on`, () => {
  let foundation: Deployment;
  const deployed = deployedStack(STACK, {
    prepare: async (workspace) => {
      foundation = await bootstrapFoundation(workspace);
    },
  });

  it("bootstraps its foundation first: project, network, cluster and zone, and nothing that needs an image", () => {
    expectFoundation(foundation);
  });

  keepsItsPromises(deployed);

  describe("moved to another place for states", () => {
    let preview: Preview;

    before(async () => {
      const { workspace } = deployed();
      const file = join(workspace.root, "moved.json");
      await workspace.must("stack", "export", "--stack", STACK, "--file", file);
      const elsewhere = await stackWorkspace(STACK);
      try {
        await elsewhere.must("stack", "import", "--stack", STACK, "--file", file);
        preview = await elsewhere.preview();
      } finally {
        elsewhere.dispose();
      }
    });

    it("is found unchanged", () => {
      const changed = preview.steps.filter(({ op }) => op !== "same").map(({ op, urn }) => `${op} ${urn}`);
      expect(changed).to.deep.equal([]);
      expect(preview.changeSummary["same"]).to.be.greaterThan(200);
    });
  });
});
