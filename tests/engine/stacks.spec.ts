import { expect } from "chai";
import { loadStack } from "../../plan/load.ts";
import { findProject, stackNames } from "../../plan/project/project.ts";
import { ROOT } from "../../tools/build/folders.ts";
import { compare } from "./harness/compare.ts";
import { EXPLANATIONS } from "./harness/explanations.ts";
import { stackWorkspace } from "./harness/stack.ts";
import { registrations } from "./harness/state.ts";

describe("every stack, previewed by the real engine", () => {
  for (const stack of stackNames(findProject(ROOT))) {
    it(`registers what the plan of ${stack} shows`, async () => {
      const { graph } = await loadStack(stack, ROOT);
      const workspace = await stackWorkspace(stack);
      try {
        const preview = await workspace.preview();
        const { unexplained, resources } = compare(graph, registrations(preview), "preview", EXPLANATIONS);
        expect(unexplained.join("\n")).to.equal("");
        expect(resources).to.equal(graph.nodes.length);
      } finally {
        workspace.dispose();
      }
    });
  }
});
